package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.operation.StartOutcome;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;

class OperationStarterTest {
  private final OperationRequest.Backup request = Samples.backup("one");

  @Test
  void aSecondOperationOnTheInstanceIsToldWhichOneRuns() {
    try (Rig rig = new Rig()) {
      rig.world.script.hold("LogicalBackup.dump");
      WorkflowStub run = rig.start(request);
      rig.awaitCall("LogicalBackup.dump");

      assertThat(rig.starter.start(Samples.backup("two")))
          .isEqualTo(new StartOutcome.Busy(request.operation()));

      rig.world.script.release("LogicalBackup.dump");
      assertThat(run.getResult(BackupResult.class)).isNotNull();
      assertThat(rig.start(Samples.backup("two")).getResult(BackupResult.class)).isNotNull();
    }
  }

  @Test
  void theSameRequestSentTwiceIsOneOperation() {
    try (Rig rig = new Rig()) {
      rig.world.script.hold("LogicalBackup.dump");
      StartOutcome first = rig.starter.start(request);
      rig.awaitCall("LogicalBackup.dump");

      StartOutcome second = rig.starter.start(request);

      assertThat(second).isEqualTo(first).isInstanceOf(StartOutcome.Started.class);
      rig.world.script.release("LogicalBackup.dump");
      assertThat(rig.stub(request).getResult(BackupResult.class)).isNotNull();
      assertThat(rig.world.script.calls()).containsOnlyOnce("LogicalBackup.dump");
    }
  }

  @Test
  void operationsOnDifferentInstancesRunBesideEachOther() {
    try (Rig rig = new Rig()) {
      rig.world.script.hold("LogicalBackup.dump");
      WorkflowStub backup = rig.start(request);
      rig.awaitCall("LogicalBackup.dump");

      assertThat(rig.start(Samples.restore("two")).getResult(RestoreResult.class)).isNotNull();

      rig.world.script.release("LogicalBackup.dump");
      assertThat(backup.getResult(BackupResult.class)).isNotNull();
    }
  }

  @Test
  void theTemporalUiShowsWhatRunsByAttributesSummaryAndDetails() {
    try (Rig rig = new Rig()) {
      rig.world.script.hold("LogicalBackup.dump");
      WorkflowStub run = rig.start(request);
      rig.awaitCall("LogicalBackup.dump");

      WorkflowExecutionDescription description = run.describe();

      var attributes = description.getTypedSearchAttributes();
      assertThat(attributes.get(SearchAttributes.INSTANCE)).isEqualTo("shop");
      assertThat(attributes.get(SearchAttributes.OPERATION))
          .isEqualTo(request.operation().toString());
      assertThat(attributes.get(SearchAttributes.NAME)).isEqualTo("nightly");
      assertThat(attributes.get(SearchAttributes.METHOD)).isEqualTo("logical");
      assertThat(attributes.get(SearchAttributes.STATE)).isEqualTo("running");
      assertThat(description.getStaticSummary()).isEqualTo("logical backup nightly of shop");
      assertThat(rig.details(request))
          .startsWith("**Backing up**: Dumping the collections")
          .contains("- Reads from db3:27017");
      rig.world.script.release("LogicalBackup.dump");
      assertThat(run.getResult(BackupResult.class)).isNotNull();
      assertThat(run.describe().getTypedSearchAttributes().get(SearchAttributes.STATE))
          .isEqualTo("completed");
    }
  }

  @Test
  void whereSearchAttributesAreNotRegisteredOperationsRunWithoutThem() {
    try (Rig rig = Rig.withoutSearchAttributes()) {
      assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();
      assertThat(rig.start(Samples.restore("two")).getResult(RestoreResult.class)).isNotNull();

      assertThat(rig.history(request).getEvents())
          .noneMatch(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes);
      assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
    }
  }

  @Test
  void theLongestNamesFitIntoTheSummary() {
    try (Rig rig = new Rig()) {
      OperationRequest.Restore longest = Samples.restoreWithLongestNames();

      WorkflowStub run = rig.start(longest);

      assertThat(run.describe().getStaticSummary())
          .contains("t".repeat(40))
          .hasSizeLessThanOrEqualTo(200);
      assertThat(run.getResult(RestoreResult.class)).isNotNull();
    }
  }

  @Test
  void aHolderThatDoesNotSayWhatItIsIsBusyAllTheSame() {
    try (Rig rig = new Rig()) {
      rig.world.script.hold("LogicalBackup.dump");
      rig.startByHand("Backup", "instance/shop", request.backup());
      rig.awaitCall("LogicalBackup.dump");

      assertThat(rig.starter.start(Samples.backup("two"))).isEqualTo(new StartOutcome.Busy(null));

      rig.world.script.release("LogicalBackup.dump");
      assertThat(rig.stub(request).getResult(BackupResult.class)).isNotNull();
    }
  }

  @Test
  void anOperationUnderAnotherIdThanTheLockIsRefused() {
    try (Rig rig = new Rig()) {
      WorkflowStub run = rig.startByHand("Backup", "my-backup", request.backup());

      assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
      assertThat(rig.world.script.calls()).containsExactly("Operation.begin");
    }
  }

  @Test
  void anInputThatCannotBeReadFailsAtOnceAndFreesTheLock() {
    try (Rig rig = new Rig()) {
      WorkflowStub run = rig.startByHand("Backup", "instance/shop", "rubbish");

      assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
      assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();
    }
  }
}
