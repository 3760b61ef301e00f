package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Progress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A heartbeat whose attempt is ended from outside, and that hands its last progress on to the next
/// attempt, as Temporal does.
final class Interruption implements Heartbeat {
  private final @Nullable Progress previous;
  private final Predicate<Progress> when;
  private final AtomicReference<@Nullable Progress> last = new AtomicReference<>();
  private final AtomicInteger beats = new AtomicInteger();

  private Interruption(@Nullable Progress previous, Predicate<Progress> when) {
    this.previous = previous;
    this.when = when;
  }

  /// A first attempt that ends once `when` is true of its progress.
  static Interruption when(Predicate<Progress> when) {
    return new Interruption(null, when);
  }

  /// The next attempt, which is left in peace.
  Interruption next() {
    return new Interruption(last.get(), progress -> false);
  }

  /// The next attempt, which ends once `when` is true of its progress.
  Interruption next(Predicate<Progress> when) {
    Progress newest = last.get();
    return new Interruption(newest == null ? previous : newest, when);
  }

  /// The newest progress.
  @Nullable Progress last() {
    return last.get();
  }

  @Override
  public void beat(Progress progress) {
    beats.incrementAndGet();
    last.set(progress);
    if (when.test(progress)) {
      throw new Interrupted();
    }
  }

  @Override
  public Optional<Progress> previous() {
    return Optional.ofNullable(previous);
  }

  /// What an attempt ends with when it is interrupted.
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
