package io.holdfast.activities.mongodb.export;

/// Who is told how far an export is. Called by one thread at a time; what it throws ends the
/// export.
public interface ExportWatcher {
  /// More was written.
  void progressed(Exported soFar);
}
