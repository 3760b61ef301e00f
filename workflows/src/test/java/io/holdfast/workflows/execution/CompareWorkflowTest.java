package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.compare.CompareState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Proof;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompareWorkflowTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Compare request = Samples.compare("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aComparisonWithDifferencesIsCompleteAndItsVerdictIsKept() {
    Proof verdict = rig.start(request).getResult(Proof.class);

    assertThat(verdict).isEqualTo(rig.world.comparisons.verdict);
    assertThat(rig.world.script.calls())
        .containsExactly(
            "Operation.begin",
            "Operation.recover",
            "Topology.inspect",
            "Compare.admit",
            "Compare.compare",
            "Compare.record",
            "Operation.end");
    assertThat(rig.world.comparisons.records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.verdict()).isEqualTo(verdict);
              assertThat(record.task().request()).isEqualTo(request.compare());
            });
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }

  @Test
  void whatCannotBeComparedLeavesNoVerdict() {
    rig.world.script.fail("Compare.admit", 1, Samples.error(ErrorCode.BACKUP_NOT_FOUND));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.BACKUP_NOT_FOUND);

    assertThat(rig.world.comparisons.records).isEmpty();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @Test
  void aCancelledComparisonStopsReadingAndLeavesNoVerdict() {
    rig.world.script.hold("Compare.compare");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Compare.compare");
    assertThat(run.query("state", CompareState.class)).isEqualTo(CompareState.COMPARING);

    run.cancel();
    Rig.awaitEnd(run);

    assertThat(rig.world.comparisons.records).isEmpty();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }
}
