package io.holdfast.activities.mongodb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalExportTest {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final Instant AT = Instant.parse("2026-11-21T02:00:00Z");
  private static final BackupRef BACKUP = new BackupRef(SHOP, new BackupName("files"), AT);

  @Test
  void anExternalBackupIsRefusedAndNoDirectoryIsMade(@TempDir Path folder) {
    try (Repository repository = Repository.create("file://" + folder.resolve("repository"))) {
      var _ =
          repository
              .catalogue()
              .writeManifest(new Manifest(header(repository.id()), List.of(), null, List.of()));
      DumpExport export = new DumpExport(repository, NamespaceFilter.ALL, false);

      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(() -> export.run(BACKUP, folder.resolve("dump"), _ -> {}))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_SUPPORTED);
                assertThat(e.message()).contains("is an external backup");
                assertThat(e.hint()).contains("external-restore.md");
              });
      assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("dump"));
    }
  }

  private static BackupHeader header(String repository) {
    return new BackupHeader(
        BackupHeader.FORMAT,
        repository,
        BACKUP,
        new OperationId(SHOP, Ulid.ofKey("", "files")),
        Method.EXTERNAL,
        Trigger.MANUAL,
        "",
        AT,
        TopologyKind.REPLICA_SET,
        new ServerVersion("4.4.6-8", "4.4", "Percona Server for MongoDB"),
        new PointInTime(AT.getEpochSecond(), 1),
        0,
        0,
        0,
        0,
        null);
  }
}
