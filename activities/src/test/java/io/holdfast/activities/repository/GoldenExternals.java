package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.ExternalOptions;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PackedPlace;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The golden records of backups of files; part of [GoldenRecords]' story.
final class GoldenExternals {
  private static final Source SOURCE =
      new Source("rs0", "db3.example:27017", MemberState.SECONDARY, "It is hidden.");
  private static final PointInTime TIME = new PointInTime(1_795_226_405L, 3);
  private static final String STORAGE = "{\"dbPath\": \"/var/lib/mongo\"}";
  private static final String CONFIG = "{\"_id\": \"rs0\", \"version\": 4}";

  private static final String SHA256 =
      "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a";
  private static final PayloadObject SMALL =
      new PayloadObject("rs0/files/000001-storage.bson/000000-5e0b3a91.zst", 100, SHA256, 114);
  private static final PayloadObject PACK =
      new PayloadObject("rs0/files/pack-000000-5e0b3a91.zst", 100, SHA256, 114);
  private static final BackupFile LARGE =
      new BackupFile(
          "collection-0.wt",
          131_072L,
          List.of(
              new PayloadObject(
                  "rs0/files/000000-collection-0.wt/000000-02be6f18.zst", 61_100, SHA256, 131_072)),
          null);

  private GoldenExternals() {}

  /// An operation that keeps a member's files and has not ended.
  static OperationRecord operation() {
    return OperationRecord.requested(
            new OperationRequest.Backup(
                new BackupRequest(
                        GoldenRecords.manifest().header().operation(),
                        GoldenRecords.NIGHTLY,
                        Method.EXTERNAL,
                        Trigger.MANUAL,
                        "",
                        false)
                    .with()
                    .copyDeadlineSeconds(43_200L)
                    .external(new ExternalOptions(Keeping.FSYNC_LOCK, CopyMeans.COMMAND))
                    .build()),
            Instant.parse("2026-11-21T01:59:59.712Z"),
            "ada")
        .begun("0193476f-5d4c-7b2e-9a61-3f8f0c1d2e4b")
        .intending(new Intent.HoldCursor(SOURCE.address()));
  }

  /// Kept by a backup cursor, copied by a person.
  static Manifest ofACursor() {
    return manifest(
        131_072,
        null,
        new ExternalContent(
            SOURCE,
            "/var/lib/mongo",
            "3fa91c0211d84c3e9a5b77d0e2f4a6b8",
            Instant.parse("2026-11-21T02:00:00Z"),
            new PointInTime(1_795_226_390L, 1),
            TIME,
            List.of(
                new BackupFile("collection-0.wt", 131_072L),
                new BackupFile("journal/WiredTigerLog.0000000002", null),
                new BackupFile("storage.bson", null)),
            STORAGE,
            CONFIG));
  }

  /// Kept by a lock, copied by a command.
  static Manifest ofALock() {
    return manifest(
        0,
        Keeping.FSYNC_LOCK,
        new ExternalContent(
            SOURCE,
            "/var/lib/mongo",
            "0123456789abcdef0123456789abcdef",
            Instant.parse("2026-11-21T02:00:00Z"),
            null,
            TIME,
            List.of(),
            STORAGE,
            CONFIG,
            Keeping.FSYNC_LOCK,
            new CommandRun(
                "/etc/holdfast/copy.sh",
                Instant.parse("2026-11-21T02:00:01.5Z"),
                12,
                "snapshot tank/mongodb@holdfast-nightly-1\n"),
            null,
            null,
            null));
  }

  /// Uploaded by an agent, before there were packs.
  static Manifest uploaded() {
    return physical(
        BackupHeader.FORMAT,
        List.of(LARGE, new BackupFile("storage.bson", 114L, List.of(SMALL), null)),
        null);
  }

  /// Uploaded by an agent.
  static Manifest packed() {
    return physical(
        BackupHeader.PACKED_FORMAT,
        List.of(
            LARGE,
            new BackupFile("index-1.wt", 0L, null, new PackedPlace(0, 0)),
            new BackupFile("storage.bson", 114L, null, new PackedPlace(0, 0))),
        List.of(PACK));
  }

  private static Manifest physical(
      int format, List<BackupFile> files, @Nullable List<PayloadObject> packs) {
    Manifest external = ofACursor();
    ExternalContent content = external.copied().getFirst();
    return new Manifest(
        external.header().with().format(format).method(Method.PHYSICAL).storedBytes(61_200).build(),
        List.of(),
        null,
        List.of(content.with().files(files).packs(packs).build()));
  }

  private static Manifest manifest(long bytes, @Nullable Keeping keeping, ExternalContent content) {
    BackupHeader logical = GoldenRecords.manifest().header();
    return new Manifest(
        logical
            .with()
            .format(BackupHeader.FORMAT)
            .method(Method.EXTERNAL)
            .pointInTime(TIME)
            .collections(0)
            .documents(0)
            .plainBytes(bytes)
            .storedBytes(0)
            .keeping(keeping)
            .build(),
        List.of(),
        null,
        List.of(content));
  }
}
