package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.export.DumpExport;
import io.holdfast.activities.mongodb.export.Exported;
import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ReplicaSetContent;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The common ground of what is said of an export.
abstract class ExportGround extends RestoreContract {
  @TempDir Path temporary;

  Exported export(BackupHeader header, Path directory, NamespaceFilter filter, boolean gzip) {
    return new DumpExport(rig().repository(), filter, gzip)
        .run(header.backup(), directory, soFar -> {});
  }

  ReplicaSetContent content(BackupHeader header) {
    return rig()
        .repository()
        .catalogue()
        .manifest(header.backup())
        .orElseThrow()
        .replicaSets()
        .getFirst();
  }
}
