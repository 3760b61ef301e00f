package io.holdfast.activities.storage.faulty;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// When the faulty stores of this process fail or lie. Safe for many threads.
public final class Faults {
  /// The one plan: a store is opened by its URL, which cannot carry an object.
  public static final Faults PLAN = new Faults();

  private int countdown;
  private Stroke planned = Stroke.FAILS;
  private boolean struck;

  private Faults() {}

  /// No more faults.
  public synchronized void none() {
    countdown = 0;
  }

  /// The n-th write from now fails, before anything happened or though everything did.
  ///
  /// @param afterwards whether it was done all the same
  public void atWrite(int number, boolean afterwards) {
    atWrite(number, afterwards ? Stroke.FAILS_AFTERWARDS : Stroke.FAILS);
  }

  /// The n-th write from now meets `stroke`.
  public synchronized void atWrite(int number, Stroke stroke) {
    this.countdown = number;
    this.planned = stroke;
    this.struck = false;
  }

  /// Whether the planned fault has happened.
  public synchronized boolean struck() {
    return struck;
  }

  /// @param spoil makes a lie of what was written
  <T> T around(String key, Supplier<T> write, BiConsumer<T, Stroke> spoil) {
    Optional<Stroke> stroke = next();
    if (stroke.filter(Stroke.FAILS::equals).isPresent()) {
      throw fault(key);
    }
    T result = write.get();
    if (stroke.filter(Stroke.FAILS_AFTERWARDS::equals).isPresent()) {
      throw fault(key);
    }
    stroke.ifPresent(lie -> spoil.accept(result, lie));
    return result;
  }

  private synchronized Optional<Stroke> next() {
    if (countdown == 0) {
      return Optional.empty();
    }
    countdown--;
    struck |= countdown == 0;
    return countdown == 0 ? Optional.of(planned) : Optional.empty();
  }

  private static HoldfastException fault(String key) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE, "A planned fault at " + key + ".", "It is a test.");
  }
}
