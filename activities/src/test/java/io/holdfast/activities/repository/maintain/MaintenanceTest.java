package io.holdfast.activities.repository.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final InMemoryStore store = new InMemoryStore();
  private final SampleRepository sample = new SampleRepository(store);
  private final Repository repository = sample.repository();
  private final List<Upkeep> told = new ArrayList<>();
  private BackupRef whole;
  private BackupRef unfinished;

  @BeforeEach
  void fill() {
    sample.addRecords();
    whole = sample.addBackup("whole", 0);
    unfinished = sample.addUnfinished("torn", 1);
  }

  @Test
  void whatAnEndedOperationLeftGoesAndNothingElse() {
    end(sample.addOperation(unfinished), OperationOutcome.FAILED);
    List<String> others = keys("");
    others.removeIf(key -> key.startsWith(unfinished.prefix()));

    maintain(later(Duration.ofHours(1)), Duration.ZERO, false);

    assertThat(keys("")).containsExactlyElementsOf(others);
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Upkeep.Removed.class,
            removed -> {
              assertThat(removed.key()).isEqualTo(unfinished.prefix());
              assertThat(removed.objects()).isEqualTo(2);
              assertThat(removed.bytes()).isPositive();
              assertThat(removed.reason()).contains("ended as failed");
            });
  }

  @Test
  void aDryRunTellsTheSameAndChangesNothing() {
    OperationRecord operation = sample.addOperation(unfinished);
    repository.work(operation.id()).write("plan", List.of("a"));
    List<String> before = keys("");

    maintain(later(Duration.ofDays(8)), WEEK, true);
    List<Upkeep> foretold = List.copyOf(told);
    assertThat(keys("")).isEqualTo(before);
    assertThat(record(operation.id()).isOver()).isFalse();

    maintain(later(Duration.ofDays(8)), WEEK, false);
    assertThat(told).containsAll(foretold.subList(0, 2));
    assertThat(keys(unfinished.prefix())).isEmpty();
    assertThat(repository.work(operation.id()).names("")).isEmpty();
  }

  @Test
  void anOperationThatHasNotEndedKeepsItsOwnWhateverAgeIsAskedFor() {
    OperationRecord operation = sample.addOperation(unfinished);
    repository.work(operation.id()).write("plan", List.of("a"));
    List<String> before = keys("");

    maintain(later(Duration.ofDays(4)), Duration.ZERO, false);

    assertThat(keys("")).isEqualTo(before);
    assertThat(told).hasSize(2).allMatch(Upkeep.Kept.class::isInstance);
    assertThat(told.getFirst().reason()).contains(operation.id().toString());
  }

  @Test
  void anOperationThatNeverEndedIsEndedBeforeItsPayloadGoes() {
    OperationRecord operation = sample.addOperation(unfinished);

    maintain(later(Duration.ofDays(9)), WEEK, false);

    assertThat(keys(unfinished.prefix())).isEmpty();
    OperationEnd end = Objects.requireNonNull(record(operation.id()).end());
    assertThat(end.outcome()).isEqualTo(OperationOutcome.FAILED);
    assertThat(Objects.requireNonNull(end.failure()).code())
        .isEqualTo(ErrorCode.OPERATION_ABANDONED);
    assertThat(told.getFirst()).isInstanceOf(Upkeep.Ended.class);
  }

  @Test
  void anOperationWhoseRecordIsTouchedMeanwhileIsAlive() {
    OperationRecord operation = sample.addOperation(unfinished);
    Repository busy =
        SampleRepository.through(
            new ForwardingStore(store) {
              @Override
              public Stream<ObjectInfo> list(String prefix, String startAfter) {
                // The folder is measured after the records were read, before anything is done.
                var found = repository.catalogue().operation(operation.id()).orElseThrow();
                repository
                    .catalogue()
                    .replaceOperation(
                        new Versioned<>(found.value().begun("again"), found.version()));
                return super.list(prefix, startAfter);
              }
            });

    new Maintenance(busy, later(Duration.ofDays(9)), WEEK, false).run(told::add);

    assertThat(keys(unfinished.prefix())).hasSize(2);
    assertThat(told).singleElement().isInstanceOf(Upkeep.Kept.class);
    assertThat(record(operation.id()).isOver()).isFalse();
  }

  @Test
  void anAbandonedOperationWhoseBackupIsCompleteIsEndedAsCompleted() {
    OperationRecord operation = sample.addOperation(whole);
    var manifest = repository.catalogue().manifest(whole).orElseThrow();
    repository.work(manifest.header().operation()).write("plan", List.of("a"));
    repository.work(operation.id()).write("plan", List.of("b"));

    maintain(later(Duration.ofDays(9)), WEEK, false);

    assertThat(repository.work(operation.id()).names("")).isEmpty();
    assertThat(repository.work(manifest.header().operation()).names("")).isEmpty();
    // Its own backup is another operation's: this one came to nothing.
    assertThat(Objects.requireNonNull(record(operation.id()).end()).outcome())
        .isEqualTo(OperationOutcome.FAILED);
    assertThat(keys(whole.prefix())).hasSize(6);
  }

  @Test
  void payloadOfNoOperationGoesOnlyWhenItIsOldEnough() {
    maintain(later(Duration.ofDays(6)), WEEK, false);
    assertThat(told).singleElement().isInstanceOf(Upkeep.Kept.class);

    maintain(later(Duration.ofDays(9)), WEEK, false);
    assertThat(told).singleElement().isInstanceOf(Upkeep.Removed.class);
    assertThat(keys(unfinished.prefix())).isEmpty();
  }

  @Test
  void payloadWhoseManifestWasLostIsKept() {
    end(sample.addOperation(unfinished), OperationOutcome.COMPLETED);

    maintain(later(Duration.ofDays(30)), WEEK, false);

    assertThat(keys(unfinished.prefix())).hasSize(2);
    assertThat(told)
        .singleElement()
        .extracting(Upkeep::reason)
        .asString()
        .contains("its manifest was lost");
  }

  @Test
  void whereAnOperationsRecordIsDamagedNothingOfTheInstanceIsTouched() {
    OperationRecord operation = sample.addOperation(unfinished);
    sample.put(Layout.operation(operation.id()), new byte[] {'{'});

    maintain(later(Duration.ofDays(30)), WEEK, false);

    assertThat(keys(unfinished.prefix())).hasSize(2);
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Upkeep.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
  }

  @Test
  void aFolderThatTheStoreDoesNotLetGoIsToldAndTheOthersGo() {
    BackupRef locked = sample.addUnfinished("locked", 2);
    Repository stubborn =
        SampleRepository.through(
            new ForwardingStore(store) {
              @Override
              public void delete(String key) {
                if (key.startsWith(locked.prefix())) {
                  throw new HoldfastException(
                      ErrorCode.OBJECT_LOCKED, key + " is locked.", "Wait.");
                }
                super.delete(key);
              }
            });

    new Maintenance(stubborn, later(Duration.ofDays(30)), WEEK, false).run(told::add);

    assertThat(told)
        .filteredOn(Upkeep.Failed.class::isInstance)
        .extracting(Upkeep::key)
        .containsExactly(locked.prefix());
    assertThat(keys(unfinished.prefix())).isEmpty();
  }

  @Test
  void unfinishedUploadsAreGivenUpOnceTheyAreADayOld() {
    List<Duration> asked = new ArrayList<>();
    Repository counting =
        SampleRepository.through(
            new ForwardingStore(store) {
              @Override
              public int abandonUploads(Duration olderThan) {
                asked.add(olderThan);
                return 3;
              }
            });
    Clock clock = later(Duration.ofHours(1));

    assertThat(new Maintenance(counting, clock, Duration.ZERO, true).run(told::add)).isZero();
    assertThat(new Maintenance(counting, clock, Duration.ZERO, false).run(told::add)).isEqualTo(3);
    new Maintenance(counting, clock, WEEK, false).run(told::add);

    assertThat(asked).containsExactly(Duration.ofDays(1), WEEK);
  }

  private void maintain(Clock clock, Duration olderThan, boolean dryRun) {
    told.clear();
    new Maintenance(repository, clock, olderThan, dryRun).run(told::add);
  }

  private Clock later(Duration age) {
    Instant now = unfinished.startedAt().plus(age);
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private void end(OperationRecord operation, OperationOutcome outcome) {
    var catalogue = repository.catalogue();
    String version = catalogue.operation(operation.id()).orElseThrow().version();
    OperationEnd end = new OperationEnd(outcome, unfinished.startedAt(), null);
    catalogue.replaceOperation(new Versioned<>(operation.ended(end), version));
  }

  private OperationRecord record(OperationId id) {
    Optional<Versioned<OperationRecord>> found = repository.catalogue().operation(id);
    return found.orElseThrow().value();
  }

  private List<String> keys(String prefix) {
    try (Stream<ObjectInfo> objects = store.list(prefix, "")) {
      return new ArrayList<>(objects.map(ObjectInfo::key).toList());
    }
  }
}
