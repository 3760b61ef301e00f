package io.holdfast.activities.mongodb.importing;

/// Sees how an import goes on.
@FunctionalInterface
public interface ImportWatcher {
  /// @param documents imported so far
  /// @param bytes of them, before compression
  void soFar(long documents, long bytes);
}
