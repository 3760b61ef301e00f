package io.holdfast.activities.repository.check;

/// Who is told of a check while it runs. Called by one thread at a time; what it throws ends the
/// check.
public interface Watcher {
  /// Something was found.
  void found(Finding finding);

  /// Another object was read.
  void progressed(Verification soFar);
}
