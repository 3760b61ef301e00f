package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.catalogue.Versioned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files in `records/` are formats 1 to 3 for ever: they are read by every later Holdfast, and
/// never edited. A record that is written differently needs a new format and new files beside
/// these.
class GoldenRecordsTest {
  record Golden(String file, RecordType<?> type, Object value) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Golden> goldenRecords() {
    return Stream.of(
        new Golden("marker", RecordType.MARKER, GoldenRecords.marker()),
        new Golden("marker-encrypted", RecordType.MARKER, GoldenRecords.markerWithKey()),
        new Golden("key", RecordType.KEY, GoldenRecords.key()),
        new Golden("instance-sealed", RecordType.INSTANCE, GoldenRecords.sealedInstance()),
        new Golden("manifest-encrypted", RecordType.MANIFEST, GoldenRecords.encryptedManifest()),
        new Golden("instance", RecordType.INSTANCE, GoldenRecords.instance()),
        new Golden(
            "instance-without-login", RecordType.INSTANCE, GoldenRecords.instanceWithoutLogin()),
        new Golden(
            "operation-backup-requested", RecordType.OPERATION, GoldenRecords.requestedBackup()),
        new Golden(
            "operation-backup-completed", RecordType.OPERATION, GoldenRecords.completedBackup()),
        new Golden(
            "operation-restore-failed", RecordType.OPERATION, GoldenRestores.failedRestore()),
        new Golden("manifest", RecordType.MANIFEST, GoldenRecords.manifest()),
        new Golden(
            "operation-restore-of-a-part",
            RecordType.OPERATION,
            GoldenComparisons.restoreOfAPart()),
        new Golden("operation-external-running", RecordType.OPERATION, GoldenExternals.operation()),
        new Golden("manifest-external", RecordType.MANIFEST, GoldenExternals.ofACursor()),
        new Golden("manifest-external-locked", RecordType.MANIFEST, GoldenExternals.ofALock()),
        new Golden("manifest-physical", RecordType.MANIFEST, GoldenExternals.uploaded()),
        new Golden("manifest-physical-packed", RecordType.MANIFEST, GoldenExternals.packed()),
        new Golden("comparison", RecordType.COMPARISON, GoldenComparisons.comparison()),
        new Golden("restore-completed", RecordType.RESTORE, GoldenRestores.completedRestore()),
        new Golden("restore-unproven", RecordType.RESTORE, GoldenRestores.unprovenRestore()));
  }

  @ParameterizedTest
  @MethodSource("goldenRecords")
  void isReadForEver(Golden golden) throws IOException {
    InMemoryStore store = new InMemoryStore();
    byte[] json = file(golden).getBytes(StandardCharsets.UTF_8);
    assertThat(store.write("record.json", json, new WriteCondition.Always())).isPresent();

    assertThat(new Records(store).read("record.json", golden.type()).map(Versioned::value))
        .hasValueSatisfying(value -> assertThat((Object) value).isEqualTo(golden.value()));
  }

  @ParameterizedTest
  @MethodSource("goldenRecords")
  void isWrittenExactlySo(Golden golden) throws IOException {
    assertThat(new String(Json.write(golden.value()), StandardCharsets.UTF_8))
        .isEqualTo(file(golden));
  }

  private static String file(Golden golden) throws IOException {
    String path = "/records/" + golden.file() + ".json";
    try (InputStream in =
        Objects.requireNonNull(GoldenRecordsTest.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
