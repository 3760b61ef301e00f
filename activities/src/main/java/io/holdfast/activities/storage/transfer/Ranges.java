package io.holdfast.activities.storage.transfer;

/// One version of one object, readable from anywhere. What fails throws a `HoldfastException`, also
/// where the object is another one by now.
public interface Ranges {
  /// The `length` bytes from `offset`, all of them.
  byte[] read(long offset, int length);
}
