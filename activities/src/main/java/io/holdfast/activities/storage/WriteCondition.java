package io.holdfast.activities.storage;

/// When a write may happen. The store checks and writes in one atomic step.
public sealed interface WriteCondition {

  /// In any case; what was there is replaced.
  record Always() implements WriteCondition {}

  /// Only if there is no object of that key (`If-None-Match: *`).
  record IfAbsent() implements WriteCondition {}

  /// Only if the object's version is still this one (`If-Match`).
  record IfVersion(String version) implements WriteCondition {}
}
