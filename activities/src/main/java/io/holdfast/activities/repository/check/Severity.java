package io.holdfast.activities.repository.check;

/// How bad a finding is.
public enum Severity {
  /// Something that Holdfast promised to keep cannot be brought back.
  DAMAGE,
  /// It could not be told whether there is damage: the store failed.
  UNKNOWN,
  /// Something takes up room that no backup needs.
  LEFTOVER,
  /// Nothing is wrong.
  NOTE
}
