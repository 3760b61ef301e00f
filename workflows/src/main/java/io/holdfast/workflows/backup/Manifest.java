package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The JSON document that makes a backup exist, written last. The header comes first, so that a
/// list of backups need not read past it.
///
/// @param header what lists show
/// @param replicaSets what the backup holds, set by set; empty for a backup of files
/// @param cluster what the sets hold as one; null unless the backup is of a sharded cluster
/// @param external which files were copied, set by set; null unless the backup is one of files
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    BackupHeader header,
    List<ReplicaSetContent> replicaSets,
    @Nullable ClusterContent cluster,
    @Nullable List<ExternalContent> external) {
  /// The manifest's key below the backup's prefix.
  public static final String KEY = "manifest.json";

  public Manifest {
    replicaSets = List.copyOf(replicaSets);
    external = external == null ? null : List.copyOf(external);
  }

  /// The manifest of a logical backup of one replica set.
  public Manifest(BackupHeader header, List<ReplicaSetContent> replicaSets) {
    this(header, replicaSets, null, null);
  }

  /// Every payload object.
  public Stream<PayloadObject> objects() {
    return Stream.concat(
        replicaSets.stream().flatMap(ReplicaSetContent::objects),
        copied().stream().flatMap(ExternalContent::objects));
  }

  /// Which files were copied; empty unless the backup is one of files.
  public List<ExternalContent> copied() {
    return external == null ? List.of() : external;
  }
}
