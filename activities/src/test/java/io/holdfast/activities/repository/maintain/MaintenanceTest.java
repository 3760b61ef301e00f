package io.holdfast.activities.repository.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MaintenanceTest extends UpkeepBench {
  MaintenanceTest() {
    super(RepositoryOptions.DEFAULT);
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
}
