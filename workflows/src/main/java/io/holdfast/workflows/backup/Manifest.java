package io.holdfast.workflows.backup;

import java.util.List;

/// The JSON document that makes a backup exist, written last. The header comes first, so that a
/// list of backups need not read past it.
///
/// @param header what lists show
/// @param replicaSets what the backup holds, set by set
public record Manifest(BackupHeader header, List<ReplicaSetContent> replicaSets) {
  /// The manifest's key below the backup's prefix.
  public static final String KEY = "manifest.json";

  public Manifest {
    replicaSets = List.copyOf(replicaSets);
  }
}
