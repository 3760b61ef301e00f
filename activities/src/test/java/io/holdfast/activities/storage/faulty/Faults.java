package io.holdfast.activities.storage.faulty;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.function.Supplier;

/// When the faulty stores of this process fail. Safe for many threads.
public final class Faults {
  /// The one plan: a store is opened by its URL, which cannot carry an object.
  public static final Faults PLAN = new Faults();

  private int countdown;
  private boolean afterwards;
  private boolean struck;

  private Faults() {}

  /// No more faults.
  public synchronized void none() {
    countdown = 0;
  }

  /// The n-th write from now fails, before anything happened or though everything did.
  ///
  /// @param afterwards whether it was done all the same
  public synchronized void atWrite(int number, boolean afterwards) {
    this.countdown = number;
    this.afterwards = afterwards;
    this.struck = false;
  }

  /// Whether the planned fault has happened.
  public synchronized boolean struck() {
    return struck;
  }

  <T> T around(String key, Supplier<T> write) {
    boolean strikes = strikes();
    if (strikes && !afterwards) {
      throw fault(key);
    }
    T result = write.get();
    if (strikes) {
      throw fault(key);
    }
    return result;
  }

  private synchronized boolean strikes() {
    if (countdown == 0) {
      return false;
    }
    countdown--;
    struck |= countdown == 0;
    return countdown == 0;
  }

  private static HoldfastException fault(String key) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE, "A planned fault at " + key + ".", "It is a test.");
  }
}
