package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;
import java.io.IOException;

/// The stopping and starting of the member's own server. Both may be repeated.
interface ServerControl {
  boolean isRunning() throws IOException;

  /// Returns once it does not run any more.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException SERVER_CONTROL_FAILED
  void stop(Heartbeat heartbeat) throws IOException;

  /// Returns once it listens.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException SERVER_CONTROL_FAILED
  void start(Heartbeat heartbeat) throws IOException;
}
