package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.restore.RestoreRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RepositoryCatalogueTest {
  private static final InstanceId SHOP = GoldenRecords.SHOP;

  private final ObjectStore store = new InMemoryStore();
  private final RepositoryCatalogue catalogue =
      new RepositoryCatalogue(GoldenRecords.REPOSITORY, store);

  @Test
  void anInstanceIsCreatedOnceReplacedByVersionListedAndDeleted() {
    Instance instance = GoldenRecords.instance();
    assertThat(catalogue.createInstance(instance)).isTrue();
    assertThat(catalogue.createInstance(instance)).isFalse();
    Versioned<Instance> read = catalogue.instance(SHOP).orElseThrow();
    assertThat(read.value()).isEqualTo(instance);

    catalogue.replaceInstance(new Versioned<>(described("new"), read.version()));
    assertFails(
        ErrorCode.RECORD_CHANGED,
        "instances/shop.json",
        () -> catalogue.replaceInstance(new Versioned<>(described("late"), read.version())));

    assertThat(catalogue.createInstance(GoldenRecords.instanceWithoutLogin())).isTrue();
    assertThat(catalogue.instances())
        .containsExactly(described("new"), GoldenRecords.instanceWithoutLogin());
    catalogue.deleteInstance(SHOP);
    assertThat(catalogue.instance(SHOP)).isEmpty();
  }

  private static Instance described(String description) {
    Instance it = GoldenRecords.instance();
    return new Instance(
        it.format(),
        it.id(),
        it.engine(),
        it.connectionString(),
        it.credentials(),
        description,
        it.registeredAt());
  }

  @Test
  void aBackupIsFoundByNameOnceItsManifestIsThere() {
    BackupRef backup = GoldenRecords.BACKUP;
    put(backup.prefix() + "rs0/shop/orders.00000", "payload");
    assertThat(catalogue.findBackup(SHOP, backup.name())).isEmpty();
    assertThat(catalogue.instancesWithBackups()).isEmpty();
    assertThat(catalogue.backupFolders(SHOP)).containsExactly(backup);

    Manifest manifest = GoldenRecords.manifest();
    assertThat(catalogue.writeManifest(manifest)).isEqualTo(manifest);

    assertThat(catalogue.findBackup(SHOP, backup.name())).contains(backup);
    assertThat(catalogue.findBackup(SHOP, new BackupName("other"))).isEmpty();
    assertThat(catalogue.findBackup(new InstanceId("other"), backup.name())).isEmpty();
    assertThat(catalogue.manifest(backup)).contains(manifest);
    assertThat(catalogue.instancesWithBackups()).containsExactly(SHOP);
  }

  @Test
  void backupsAreListedNewestFirstAndUnfinishedOnesLeftOut() {
    List<BackupRef> refs = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      Instant started = GoldenRecords.STARTED.plus(Duration.ofDays(day));
      refs.add(new BackupRef(SHOP, new BackupName("backup-" + (9 - day)), started));
    }
    refs.forEach(ref -> put(Layout.manifest(ref), manifestOf(ref)));
    put("backups/shop/20261130T000000Z-unfinished/rs0/oplog/00000", "payload");
    put("backups/shop/not-a-backup/manifest.json", "{}");
    put("backups/shop/20261399T000000Z-rubbish/manifest.json", "{}");

    assertThat(catalogue.backups(SHOP))
        .extracting(BackupHeader::backup)
        .containsExactlyElementsOf(refs.reversed());
  }

  @Test
  void aManifestIsWrittenOnceAndARepeatedAttemptFindsTheFirst() {
    Manifest first = GoldenRecords.manifest();
    Manifest again =
        changed(
            first,
            "\"completedAt\": \"2026-11-21T02:00:14.250Z\"",
            "\"completedAt\": \"2026-11-21T02:09:00Z\"");
    Manifest foreign =
        changed(first, "shop.01JD6NZ5G0QZJ4M6W8Y2T4R6P8", "shop.01JD6NZ5G0QZJ4M6W8Y2T4R6P9");

    assertThat(catalogue.writeManifest(first)).isEqualTo(first);
    assertThat(catalogue.writeManifest(again)).isEqualTo(first);
    assertFails(ErrorCode.BACKUP_EXISTS, "shop/nightly", () -> catalogue.writeManifest(foreign));
    assertThat(catalogue.manifest(GoldenRecords.BACKUP)).contains(first);
  }

  @Test
  void operationsAreListedNewestFirstWhetherOrNotTheirIdHasATime() {
    List<OperationRecord> records = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Instant at = Instant.parse("2026-11-21T02:00:00Z").plusSeconds(i);
      String ulid = i % 2 == 0 ? Ulid.random(at) : Ulid.ofKey("", "request " + i);
      records.add(requested(new OperationId(SHOP, ulid), at));
    }
    records.forEach(record -> assertThat(catalogue.createOperation(record)).isTrue());
    put(Layout.workPrefix(records.getFirst().id()) + "plan.json", "{}");

    for (int look = 0; look < 2; look++) {
      assertThat(catalogue.operations(SHOP, Integer.MAX_VALUE))
          .containsExactlyElementsOf(records.reversed());
      assertThat(catalogue.operations(SHOP, 3))
          .containsExactlyElementsOf(records.reversed().subList(0, 3));
    }
    assertThat(catalogue.createOperation(records.getFirst())).isFalse();
  }

  private static OperationRecord requested(OperationId id, Instant at) {
    OperationRecord golden = GoldenRecords.requestedBackup();
    return new OperationRecord(
        golden.format(), id, golden.request(), at, "ada", null, List.of(), null);
  }

  @Test
  void anOperationIsReplacedByItsVersion() {
    OperationRecord requested = GoldenRecords.requestedBackup();
    assertThat(catalogue.createOperation(requested)).isTrue();
    Versioned<OperationRecord> read = catalogue.operation(requested.id()).orElseThrow();
    Versioned<OperationRecord> begun = new Versioned<>(requested.begun("run"), read.version());

    catalogue.replaceOperation(begun);

    assertFails(
        ErrorCode.RECORD_CHANGED, "operations/shop/", () -> catalogue.replaceOperation(begun));
    assertThat(catalogue.operation(requested.id()).orElseThrow().value())
        .isEqualTo(requested.begun("run"));
  }

  @Test
  void restoresAreListedNewestFirst() {
    RestoreRecord later = GoldenRestores.completedRestore();
    RestoreRecord earlier = changed(later, "2026-11-21T08:30:01Z", "2026-11-21T07:30:01Z");
    catalogue.writeRestore(earlier);
    catalogue.writeRestore(later);
    catalogue.writeRestore(later);

    assertThat(catalogue.restores(new InstanceId("shop-clone"))).containsExactly(later, earlier);
    assertThat(catalogue.restores(SHOP)).isEmpty();
  }

  private static <T> T changed(T record, String what, String into) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) record.getClass();
    byte[] changed = json(record).replace(what, into).getBytes(StandardCharsets.UTF_8);
    return Json.read(changed, type, "the changed record");
  }

  private static String manifestOf(BackupRef ref) {
    return json(GoldenRecords.manifest())
        .replaceFirst("\"name\": \"nightly\"", "\"name\": \"" + ref.name() + "\"")
        .replaceFirst("2026-11-21T02:00:00Z", ref.startedAt().toString());
  }

  private static String json(Object record) {
    return new String(Json.write(record), StandardCharsets.UTF_8);
  }

  private void put(String key, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    assertThat(store.write(key, bytes, new WriteCondition.Always())).isPresent();
  }

  private static void assertFails(ErrorCode code, String object, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.message()).contains(object);
            });
  }
}
