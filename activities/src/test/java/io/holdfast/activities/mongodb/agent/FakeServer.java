package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;

/// A member's server that only remembers whether it runs.
class FakeServer implements ServerControl {
  boolean running = true;
  int starts;

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void stop(Heartbeat heartbeat) {
    running = false;
  }

  @Override
  public void start(Heartbeat heartbeat) {
    running = true;
    starts++;
  }
}
