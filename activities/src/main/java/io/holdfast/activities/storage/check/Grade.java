package io.holdfast.activities.storage.check;

/// How a point was answered.
public enum Grade {
  /// As Holdfast needs it.
  OK,
  /// Holdfast works, but somebody should know.
  WARN,
  /// Backups must not be kept here.
  FAIL,
  /// Not tried: not asked for, or senseless after an earlier failure.
  SKIPPED
}
