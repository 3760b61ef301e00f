package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A heartbeat that does something at its n-th beat about a collection of the test: throws, as a
/// cancelled activity's does, or meddles with the database while the dump waits.
class StumblingHeartbeat implements Heartbeat {
  private final AtomicInteger left;
  private final Runnable stumble;
  private final List<Progress> beats = new CopyOnWriteArrayList<>();

  /// @param at at which beat, from 1
  StumblingHeartbeat(int at, Runnable stumble) {
    this.left = new AtomicInteger(at);
    this.stumble = stumble;
  }

  static StumblingHeartbeat throwing(int at) {
    return new StumblingHeartbeat(
        at,
        () -> {
          throw new Stumbled();
        });
  }

  @Override
  public void beat(Progress progress) {
    beats.add(progress);
    if (counts(progress) && left.decrementAndGet() == 0) {
      stumble.run();
    }
  }

  boolean counts(Progress progress) {
    String item = progress.item();
    return item != null && item.startsWith(DumpBench.DATABASE);
  }

  @Override
  public Optional<Progress> previous() {
    return Optional.empty();
  }

  List<Progress> beats() {
    return beats;
  }

  /// The worker died here.
  static final class Stumbled extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
