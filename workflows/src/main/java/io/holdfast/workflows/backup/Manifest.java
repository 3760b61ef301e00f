package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON document that makes a backup exist, written last. The header comes first, so that a
/// list of backups need not read past it.
///
/// @param header what lists show
/// @param replicaSets what the backup holds, set by set
/// @param cluster what the sets hold as one; null unless the backup is of a sharded cluster
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    BackupHeader header, List<ReplicaSetContent> replicaSets, @Nullable ClusterContent cluster) {
  /// The manifest's key below the backup's prefix.
  public static final String KEY = "manifest.json";

  public Manifest {
    replicaSets = List.copyOf(replicaSets);
  }

  /// The manifest of a backup of one replica set.
  public Manifest(BackupHeader header, List<ReplicaSetContent> replicaSets) {
    this(header, replicaSets, null);
  }
}
