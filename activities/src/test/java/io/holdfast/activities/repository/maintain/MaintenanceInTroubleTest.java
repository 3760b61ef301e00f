package io.holdfast.activities.repository.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Upkeep where somebody else works, or something is damaged or locked.
class MaintenanceInTroubleTest extends UpkeepBench {
  MaintenanceInTroubleTest() {
    super(RepositoryOptions.DEFAULT);
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
}
