package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class HistorySizeTest {
  /// Temporal warns at 10 MB of history and 512 KB of one payload.
  private static final int LARGEST_EVENT = 256 << 10;

  @Test
  void fiveThousandCollectionsMakeNoLongerAHistoryThanFive() {
    WorkflowExecutionHistory few = backup(5);
    WorkflowExecutionHistory many = backup(5_000);

    assertThat(many.getEvents()).hasSameSizeAs(few.getEvents());
    assertThat(bytes(many) - bytes(few)).isLessThan(500);
  }

  @Test
  void aProofThatFailsEverywhereStillFitsIntoAnEvent() {
    try (Rig rig = new Rig()) {
      Difference longest =
          new Difference(
              new Namespace("d".repeat(63), "c".repeat(255)),
              new Content(Long.MAX_VALUE, "a".repeat(64)),
              new Content(Long.MAX_VALUE, "b".repeat(64)),
              "documents differ");
      rig.world.restores.proof =
          new Proof(5_000, 1, 5_000, Collections.nCopies(Proof.MAX_EXAMPLES, longest));
      OperationRequest.Restore request = Samples.restore("one");

      Rig.awaitEnd(rig.start(request));

      assertThat(rig.history(request).getEvents())
          .allSatisfy(event -> assertThat(event.getSerializedSize()).isLessThan(LARGEST_EVENT));
    }
  }

  private static WorkflowExecutionHistory backup(int collections) {
    try (Rig rig = new Rig()) {
      rig.world.collections = collections;
      Rig.awaitEnd(rig.start(Samples.backup("one")));
      return rig.history(Samples.backup("one"));
    }
  }

  private static int bytes(WorkflowExecutionHistory history) {
    return history.getHistory().getSerializedSize();
  }
}
