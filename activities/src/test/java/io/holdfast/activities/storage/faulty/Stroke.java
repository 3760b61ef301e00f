package io.holdfast.activities.storage.faulty;

/// What a faulty store does to a write.
public enum Stroke {
  /// It fails, and nothing happened.
  FAILS,
  /// It fails, though everything happened.
  FAILS_AFTERWARDS,
  /// It succeeds, and nothing is there.
  KEEPS_NOTHING,
  /// It succeeds, and half of the bytes are there.
  KEEPS_HALF,
  /// It succeeds, and one bit is another.
  FLIPS_A_BIT
}
