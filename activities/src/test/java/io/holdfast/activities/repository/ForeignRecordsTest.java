package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Records that are of another place, of a newer Holdfast, or rubbish: each is refused by name.
class ForeignRecordsTest {
  private static final InstanceId SHOP = GoldenRecords.SHOP;

  private final ObjectStore store = new InMemoryStore();
  private final RepositoryCatalogue catalogue =
      new RepositoryCatalogue(GoldenRecords.REPOSITORY, store);

  @Test
  void aManifestOfAnotherRepositoryOrBackupIsRefusedByName() {
    Manifest manifest = GoldenRecords.manifest();
    BackupRef elsewhere = new BackupRef(SHOP, new BackupName("copied"), GoldenRecords.STARTED);
    put(Layout.manifest(elsewhere), new String(Json.write(manifest), StandardCharsets.UTF_8));
    put(
        Layout.manifest(GoldenRecords.BACKUP),
        json(manifest).replace(GoldenRecords.REPOSITORY, "01JD00000000000000000000ZZ"));

    for (BackupRef ref : List.of(elsewhere, GoldenRecords.BACKUP)) {
      String key = Layout.manifest(ref);
      assertFails(ErrorCode.MANIFEST_INVALID, key, () -> catalogue.manifest(ref));
      assertFails(ErrorCode.MANIFEST_INVALID, key, () -> catalogue.header(ref));
    }
    assertFails(ErrorCode.MANIFEST_INVALID, "manifest.json", () -> catalogue.backups(SHOP));
  }

  @Test
  void aRecordUnderAnotherNameIsRefusedByName() {
    put("instances/other.json", json(GoldenRecords.instance()));
    OperationRecord operation = GoldenRecords.completedBackup();
    OperationId other = OperationId.parse("shop.01JD6NZ5G0QZJ4M6W8Y2T4R6P9");
    put(Layout.operation(other), json(operation));

    assertFails(
        ErrorCode.MANIFEST_INVALID,
        "instances/other.json",
        () -> catalogue.instance(new InstanceId("other")));
    assertFails(
        ErrorCode.MANIFEST_INVALID, Layout.operation(other), () -> catalogue.operation(other));
  }

  @Test
  void aNewerFormatIsRefusedByNameWhateverElseItHolds() {
    BackupRef backup = GoldenRecords.BACKUP;
    put(
        Layout.manifest(backup),
        "{\"header\": {\"format\": %d, \"backup\": 7}, \"sets\": []}"
            .formatted(BackupHeader.NEWEST_FORMAT + 1));
    put("instances/shop.json", "{\"format\": 3}");

    String key = Layout.manifest(backup);
    assertFails(ErrorCode.FORMAT_UNKNOWN, key, () -> catalogue.manifest(backup));
    assertFails(ErrorCode.FORMAT_UNKNOWN, key, () -> catalogue.backups(SHOP));
    assertFails(ErrorCode.FORMAT_UNKNOWN, "instances/shop.json", catalogue::instances);
  }

  @Test
  void rubbishIsRefusedByName() {
    String whole = json(GoldenRecords.instance());
    for (String rubbish :
        List.of(
            "",
            "null",
            "7",
            "[]",
            "{}",
            "{",
            "\u0000\u0001",
            "{\"format\": \"1\"}",
            "{\"format\": 0}",
            "{\"format\": 1}",
            "[".repeat(100_000),
            whole + "{}",
            whole.substring(0, whole.length() / 2),
            whole.replace("\"shop\"", "\"../shop\""),
            whole.replace("\"mongodb\"", "\"oracle\""))) {
      put("instances/shop.json", rubbish);

      assertFails(
          ErrorCode.MANIFEST_INVALID, "instances/shop.json", () -> catalogue.instance(SHOP));
    }
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
