package io.holdfast.activities.storage.transfer;

/// A checksum of bytes that come one after the other, of the kind that a store compares.
public interface RunningChecksum {
  /// Takes bytes behind those there were.
  void update(byte[] bytes, int offset, int count);

  /// The checksum of all of them. Asked for once, at the end.
  byte[] value();
}
