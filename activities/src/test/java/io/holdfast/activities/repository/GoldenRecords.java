package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.KeyRecord;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Instant;
import java.util.List;

/// One value of each kind of record, as `src/test/resources/records/` has it in JSON. All belong to
/// one story, the one that `docs/repository-format.md` shows.
final class GoldenRecords {
  static final InstanceId SHOP = new InstanceId("shop");
  static final BackupName NIGHTLY = new BackupName("nightly");
  static final Instant STARTED = Instant.parse("2026-11-21T02:00:00Z");
  static final BackupRef BACKUP = new BackupRef(SHOP, NIGHTLY, STARTED);
  static final String REPOSITORY = "01JD5J2Q7V8X9YZ0ABCDEFGHJK";

  private static final OperationId BACKING_UP =
      OperationId.parse("shop.01JD6NZ5G0QZJ4M6W8Y2T4R6P8");
  private static final String KEY = "5d41402abc4b2a76";
  private static final PointInTime POINT_IN_TIME = new PointInTime(1_795_226_412, 7);
  private static final String SHA256 =
      "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a";
  private static final String DIGEST =
      "bb0f5203df2914bfd121ded4e88679cfb48fa46a2df0bedb729c6d6bcfd35525";
  static final Content TWO_ORDERS = new Content(2, DIGEST);
  static final Content THREE_ORDERS =
      new Content(3, "04f8352d546ed61a87c973469029c71396da3386e04f62b3b418cf6268f9cf64");

  private GoldenRecords() {}

  static RepositoryMarker marker() {
    return new RepositoryMarker(1, REPOSITORY, Instant.parse("2026-11-20T15:42:10.125Z"));
  }

  static RepositoryMarker markerWithKey() {
    return marker().encryptedWith(KEY);
  }

  static KeyRecord key() {
    return new KeyRecord(1, KEY, "7d793037a0760186574b0282f2f435e7", marker().created());
  }

  static Instance sealedInstance() {
    Instance plain = instance();
    SealedSecret password =
        new SealedSecret("sealed:" + KEY + ":9n1Kq3s0yYbqB7tL2mZ4vQwX8cFhJpRd-T_uEoA");
    return new Instance(
        2,
        plain.id(),
        plain.engine(),
        plain.connectionString(),
        new Credentials("backup", "admin", password),
        plain.description(),
        plain.registeredAt());
  }

  static Instance instance() {
    return new Instance(
        1,
        SHOP,
        Engine.MONGODB,
        "mongodb://db1.example:27017,db2.example:27017/?replicaSet=rs0",
        new Credentials("backup", "admin", new SecretRef("env:SHOP_PASSWORD")),
        "The shop's orders",
        Instant.parse("2026-11-20T15:43:00Z"));
  }

  static Instance instanceWithoutLogin() {
    return new Instance(
        1,
        new InstanceId("shop-clone"),
        Engine.MONGODB,
        "mongodb://127.0.0.1:27017/?replicaSet=rs0",
        null,
        "",
        Instant.parse("2026-11-20T15:44:00Z"));
  }

  private static BackupRequest backupRequest() {
    return new BackupRequest(
        BACKING_UP, NIGHTLY, Method.LOGICAL, Trigger.MANUAL, "before the move", false);
  }

  static OperationRecord requestedBackup() {
    return OperationRecord.requested(
        new OperationRequest.Backup(backupRequest()),
        Instant.parse("2026-11-21T01:59:59.712Z"),
        "ada");
  }

  static OperationRecord completedBackup() {
    return requestedBackup()
        .begun("0193476f-5d4c-7b2e-9a61-3f8f0c1d2e4b")
        .intending(new Intent.WritePayload(BACKUP))
        .ended(
            new OperationEnd(
                OperationOutcome.COMPLETED, Instant.parse("2026-11-21T02:00:14.5Z"), null));
  }

  static Manifest manifest() {
    return new Manifest(header(), List.of(replicaSet()));
  }

  private static BackupHeader header() {
    return new BackupHeader(
        BackupHeader.FORMAT,
        REPOSITORY,
        BACKUP,
        BACKING_UP,
        Method.LOGICAL,
        Trigger.MANUAL,
        "before the move",
        Instant.parse("2026-11-21T02:00:14.25Z"),
        TopologyKind.REPLICA_SET,
        new ServerVersion("4.4.6-8", "4.4", "Percona Server for MongoDB"),
        POINT_IN_TIME,
        2,
        3,
        591,
        535,
        null);
  }

  /// The same backup, encrypted, with a piece of oplog that was compressed otherwise.
  static Manifest encryptedManifest() {
    BackupHeader plain = header();
    ReplicaSetContent set = replicaSet();
    PayloadObject piece = set.oplog().getFirst();
    PayloadObject gzipped =
        new PayloadObject(
            piece.key(),
            piece.length(),
            piece.sha256(),
            piece.plainLength(),
            CompressionFormat.GZIP);
    return new Manifest(
        plain
            .with()
            .format(BackupHeader.ENCODED_FORMAT)
            .encryption(
                new Encryption(
                    KEY,
                    "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ"
                        + "q83vEjRWeJCrze8S",
                    Encryption.AES256_GCM_HKDF_1MB))
            .build(),
        List.of(
            new ReplicaSetContent(
                set.source(),
                set.collections(),
                set.oplogWindow(),
                List.of(gzipped),
                set.expected())));
  }

  private static ReplicaSetContent replicaSet() {
    return new ReplicaSetContent(
        new Source("rs0", "db2.example:27017", MemberState.SECONDARY, "the only healthy secondary"),
        List.of(orders(), view()),
        new OplogWindow(new PointInTime(1_795_226_400, 1), POINT_IN_TIME, 1),
        List.of(object("rs0/oplog/00000-5e0b3a91.bson.zst", 143, 170)),
        List.of(new ExpectedCollection(new Namespace("shop", "orders"), THREE_ORDERS)));
  }

  private static CollectionEntry orders() {
    return new CollectionEntry(
        new Namespace("shop", "orders"),
        CollectionKind.COLLECTION,
        "0d5a4d2f-51c7-4d67-9a3a-6a2b0a6d7f10",
        object("rs0/collections/00000-shop.orders/metadata-7d31c0aa.bson.zst", 181, 214),
        List.of(
            new Chunk(
                object("rs0/collections/00000-shop.orders/00000-1f9c44d2.bson.zst", 30, 17),
                TWO_ORDERS)),
        TWO_ORDERS);
  }

  private static CollectionEntry view() {
    return new CollectionEntry(
        new Namespace("shop", "open_orders"),
        CollectionKind.VIEW,
        null,
        object("rs0/collections/00001-shop.open_orders/metadata-02be6f18.bson.zst", 181, 190),
        List.of(),
        Content.EMPTY);
  }

  private static PayloadObject object(String key, long length, long plainLength) {
    return new PayloadObject(key, length, SHA256, plainLength);
  }
}
