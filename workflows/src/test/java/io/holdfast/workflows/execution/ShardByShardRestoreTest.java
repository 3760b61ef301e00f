package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.ShardByShard;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Restores that write past a cluster's routers.
class ShardByShardRestoreTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Restore request = Samples.shardedRestore("one");

  @BeforeEach
  void shard() {
    rig.world.topology = Samples.CLUSTER;
    rig.world.restores.shardByShard = FakeRestores.shardByShard();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theBalancerStandsStillFromBeforeTheLayoutUntilEverySetIsLoaded() {
    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Operation.intend",
            "Cluster.stopBalancer",
            "Restore.prepare",
            "Restore.loadSet",
            "Restore.loadSet",
            "Restore.loadSet",
            "Cluster.startBalancer",
            "Restore.replay",
            "Restore.prove")
        .doesNotContain("Restore.load");
    assertThat(rig.world.intents.get(request.operation()))
        .contains(new Intent.StopBalancer(Samples.CLONE));
    assertThat(rig.world.balancing).isTrue();
    assertThat(rig.world.restoreRecord().state()).isEqualTo(RestoreState.COMPLETED);
  }

  @Test
  void aBalancerThatWasOffStaysOff() {
    rig.world.balancing = false;
    rig.world.restores.shardByShard =
        new ShardByShard(false, FakeRestores.shardByShard().parts().subList(0, 1));

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(rig.world.script.calls())
        .contains("Cluster.stopBalancer", "Restore.loadSet")
        .doesNotContain("Cluster.startBalancer");
    assertThat(rig.world.balancing).isFalse();
  }

  @Test
  void aLoadThatFailsStopsTheOthersAndTheBalancerRunsAgain() {
    rig.world.script.hold("Restore.loadSet");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Restore.loadSet");

    rig.world.script.failHeld("Restore.loadSet", Samples.lasting());

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
    assertThat(rig.world.balancing).isTrue();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @Test
  void aCancelledLoadEndsAndThenTheBalancerRunsAgain() {
    rig.world.script.hold("Restore.loadSet");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Restore.loadSet");
    assertThat(rig.world.balancing).isFalse();

    run.cancel();
    Rig.awaitEnd(run);

    assertThat(rig.world.balancing).isTrue();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }
}
