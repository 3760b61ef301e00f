package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Progress;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Attempts at a load that die at random moments, each knowing what the one before delivered.
final class Deaths {
  private static final int LONGEST_LIFE = 6;

  private final Random random;
  private int count;

  Deaths(Random random) {
    this.random = random;
  }

  /// Attempts the load until an attempt comes to its end.
  void until(Consumer<Heartbeat> load) {
    Interruption attempt = Interruption.when(soon());
    while (true) {
      try {
        load.accept(attempt);
        return;
      } catch (Interruption.Interrupted e) {
        count++;
        attempt = attempt.next(soon());
      }
    }
  }

  /// After some beats that tell of something loaded: what is read before that is the longer part,
  /// and would never be over.
  private Predicate<Progress> soon() {
    AtomicInteger beats = new AtomicInteger(1 + random.nextInt(LONGEST_LIFE));
    AtomicInteger at = new AtomicInteger(-1);
    return progress -> {
      int before = at.getAndSet(progress.resumeFrom());
      boolean loads = progress.item() != null || (before >= 0 && before != progress.resumeFrom());
      return loads && beats.decrementAndGet() == 0;
    };
  }

  /// How many attempts have died.
  int count() {
    return count;
  }
}
