package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.CountingStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What lists remember from one time to the next, and that nobody is told what is no more.
class RememberedListsTest {
  private static final InstanceId SHOP = GoldenRecords.SHOP;
  private static final int MANY = 1_000;

  private final ObjectStore store = new InMemoryStore();
  private final CountingStore counted = new CountingStore(store);
  private final AtomicInteger reads = counted.reads();
  private final AtomicInteger stats = counted.stats();
  private final RepositoryCatalogue catalogue =
      new RepositoryCatalogue(GoldenRecords.REPOSITORY, counted);

  @Test
  void aWarmListReadsNothingAndChecksAShare() {
    List<BackupRef> newestFirst = fill(MANY);
    assertThat(listed()).isEqualTo(newestFirst);
    assertThat(reads).hasValue(MANY);
    assertThat(stats).hasValue(0);
    for (int i = 0; i <= MANY / BackupList.SHARE; i++) {
      // Each is checked once more, by which its version becomes known.
      var _ = listed();
    }
    assertThat(reads).hasValue(2 * MANY);
    reset();

    assertThat(listed()).isEqualTo(newestFirst);

    assertThat(reads).hasValue(0);
    assertThat(stats.get())
        .isGreaterThan(BackupList.ALWAYS_CHECKED)
        .isLessThan(BackupList.ALWAYS_CHECKED + 2 * BackupList.SHARE);
  }

  @Test
  void theNewestAreThereWithoutTheRest() {
    List<BackupRef> newestFirst = fill(MANY);

    assertThat(catalogue.newestBackups(List.of(SHOP), Instant.MAX).limit(20))
        .extracting(BackupHeader::backup)
        .isEqualTo(newestFirst.subList(0, 20));

    assertThat(reads.get()).isLessThan(100);
  }

  @Test
  void aLaterPieceIsThereWithoutTheRest() {
    List<BackupRef> newestFirst = fill(MANY);
    Instant until = newestFirst.get(500).startedAt();

    assertThat(catalogue.newestBackups(List.of(SHOP), until).limit(20))
        .extracting(BackupHeader::backup)
        .isEqualTo(newestFirst.subList(500, 520));

    assertThat(reads.get()).isLessThan(100);
  }

  @Test
  void theNewestOperationsAreThereWithoutTheRest() {
    List<OperationRecord> newestFirst = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Instant at = GoldenRecords.STARTED.plusSeconds(i);
      OperationRecord record = operation(new OperationId(SHOP, Ulid.random(at)), at).ended(end());
      assertThat(catalogue.createOperation(record)).isTrue();
      newestFirst.addFirst(record);
    }
    Instant until = newestFirst.get(500).requestedAt();

    assertThat(catalogue.newestOperations(List.of(SHOP), until).limit(20))
        .isEqualTo(newestFirst.subList(500, 520));

    assertThat(reads.get()).isLessThan(100);
  }

  @Test
  void whatAnotherProcessWritesOrDeletesIsSeenAtOnce() {
    List<BackupRef> before = fill(300);
    assertThat(listed()).hasSize(300);

    BackupRef added = ref(SHOP, 300);
    put(added, "added");
    BackupRef gone = before.getLast();
    store.delete(Layout.manifest(gone));

    assertThat(listed()).startsWith(added).hasSize(300).doesNotContain(gone);
    assertThat(catalogue.header(gone)).isEmpty();
    assertThat(catalogue.findBackup(SHOP, gone.name())).isEmpty();
    assertThat(catalogue.findBackup(SHOP, added.name())).contains(added);
  }

  @Test
  void aManifestThatIsReplacedOrDeletedInAFolderThatStaysIsNoticed() {
    List<BackupRef> newestFirst = fill(MANY);
    newestFirst.forEach(ref -> payload(ref));
    assertThat(listed()).hasSize(MANY);
    BackupRef recent = newestFirst.get(5);
    BackupRef old = newestFirst.get(700);
    BackupRef oldest = newestFirst.getLast();
    put(recent, "changed");
    put(old, "changed");
    store.delete(Layout.manifest(oldest));

    assertThat(description(recent)).isEqualTo("changed");
    assertThat(catalogue.header(old).orElseThrow().description()).isEqualTo("changed");
    int lists = 1 + MANY / BackupList.SHARE;
    for (int i = 0; i < lists; i++) {
      var _ = listed();
    }
    assertThat(description(old)).isEqualTo("changed");
    assertThat(listed()).hasSize(MANY - 1).doesNotContain(oldest);
  }

  @Test
  void allInstancesAreListedTogetherNewestFirst() {
    InstanceId other = new InstanceId("other");
    for (int i = 0; i < 6; i++) {
      put(ref(i % 2 == 0 ? SHOP : other, i), "");
    }

    assertThat(catalogue.newestBackups(List.of(SHOP, other), Instant.MAX))
        .extracting(BackupHeader::backup)
        .containsExactlyElementsOf(
            IntStream.range(0, 6)
                .mapToObj(i -> ref(i % 2 == 0 ? SHOP : other, i))
                .toList()
                .reversed());
  }

  @Test
  void operationsThatHaveEndedAreReadOnceAndOthersEveryTime() {
    OperationRecord over = operation("over").ended(end());
    OperationRecord open = operation("open");
    assertThat(catalogue.createOperation(over)).isTrue();
    assertThat(catalogue.createOperation(open)).isTrue();
    assertThat(catalogue.operations(SHOP, 10)).containsExactlyInAnyOrder(over, open);
    reset();

    assertThat(catalogue.operations(SHOP, 10)).containsExactlyInAnyOrder(over, open);
    assertThat(reads).hasValue(1);

    String version = catalogue.operation(open.id()).orElseThrow().version();
    catalogue.replaceOperation(new Versioned<>(open.ended(end()), version));
    store.delete(Layout.operation(over.id()));
    assertThat(catalogue.operations(SHOP, 10)).containsExactly(open.ended(end()));
  }

  private static OperationRecord operation(String key) {
    return operation(
        new OperationId(SHOP, Ulid.ofKey("ada", key)),
        GoldenRecords.requestedBackup().requestedAt());
  }

  private static OperationRecord operation(OperationId id, Instant requestedAt) {
    OperationRecord golden = GoldenRecords.requestedBackup();
    return new OperationRecord(
        golden.format(), id, golden.request(), requestedAt, "ada", null, List.of(), null);
  }

  private static OperationEnd end() {
    return Objects.requireNonNull(GoldenRecords.completedBackup().end());
  }

  private List<BackupRef> listed() {
    return catalogue.backups(SHOP).stream().map(BackupHeader::backup).toList();
  }

  private String description(BackupRef ref) {
    return catalogue.backups(SHOP).stream()
        .filter(header -> header.backup().equals(ref))
        .map(BackupHeader::description)
        .findFirst()
        .orElseThrow();
  }

  private void reset() {
    reads.set(0);
    stats.set(0);
  }

  /// Backups of one instance, newest first.
  private List<BackupRef> fill(int count) {
    List<BackupRef> refs = IntStream.range(0, count).mapToObj(i -> ref(SHOP, i)).toList();
    refs.forEach(ref -> put(ref, ""));
    return refs.reversed();
  }

  private static BackupRef ref(InstanceId instance, int hour) {
    Instant started = GoldenRecords.STARTED.plus(Duration.ofHours(hour));
    return new BackupRef(instance, new BackupName("backup-" + hour), started);
  }

  private void put(BackupRef ref, String description) {
    String json =
        new String(Json.write(GoldenRecords.manifest()), StandardCharsets.UTF_8)
            .replaceFirst("\"name\": \"nightly\"", "\"name\": \"" + ref.name() + "\"")
            .replaceFirst("\"instance\": \"shop\"", "\"instance\": \"" + ref.instance() + "\"")
            .replaceFirst("2026-11-21T02:00:00Z", ref.startedAt().toString())
            .replaceFirst("before the move", description);
    write(Layout.manifest(ref), json.getBytes(StandardCharsets.UTF_8));
  }

  private void payload(BackupRef ref) {
    write(ref.prefix() + "rs0/object", new byte[1]);
  }

  private void write(String key, byte[] content) {
    assertThat(store.write(key, content, new WriteCondition.Always())).isPresent();
  }
}
