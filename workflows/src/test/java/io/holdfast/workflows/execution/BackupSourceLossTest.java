package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackupSourceLossTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Backup request = Samples.backup("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aLostSourceIsReplacedByAnotherSecondaryAndTheWorkGoesOn() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));

    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(addresses())
        .containsExactly("prepare db3", "dump db3", "prepare db2", "dump db2", "captureOplog db2");
    LogicalSource last = rig.world.sources.getLast();
    assertThat(last.round()).isZero();
    assertThat(last.source().reason()).contains("took over from db3:27017");
    assertThat(run.query("progress", OperationStatus.class).detail())
        .contains("Lost db3:27017", "Goes on from db2:27017");
  }

  @Test
  void whereTheOtherMembersOplogDoesNotReachBackTheDumpBeginsAgain() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.OPLOG_ROLLED_OVER));

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.sources)
        .extracting(LogicalSource::round)
        .containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThat(rig.world.sources.getLast().source().address()).isEqualTo("db2:27017");
  }

  @Test
  void anOplogThatIsTooSmallForItsOwnDumpFailsTheBackup() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.OPLOG_ROLLED_OVER));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OPLOG_ROLLED_OVER);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @Test
  void aSourceWithoutAnAlternativeIsTriedAgain() {
    rig.world.topology = only(MemberState.PRIMARY);
    rig.world.script.fail("LogicalBackup.captureOplog", 3, Samples.error(ErrorCode.SOURCE_LOST));

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(addresses()).hasSize(4 * 3).allMatch(call -> call.endsWith("db1"));
  }

  @Test
  void whileNobodyCanBeReadTheBackupWaitsForAnHourAtMost() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));
    rig.world.script.hold("Operation.intend");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Operation.intend");
    rig.world.topology = only(MemberState.UNREACHABLE);
    rig.world.script.release("Operation.intend");

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.NO_SUITABLE_MEMBER);
    assertThat(rig.world.script.calls())
        .filteredOn("Topology.inspect"::equals)
        .hasSizeBetween(100, 140);
  }

  @Test
  void aMemberThatIsLostForEverEndsInFailure() {
    rig.world.script.fail("LogicalBackup.dump", 1_000, Samples.error(ErrorCode.SOURCE_LOST));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.SOURCE_LOST);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  private List<String> addresses() {
    List<String> steps =
        rig.world.script.calls().stream()
            .filter(call -> call.startsWith("LogicalBackup."))
            .map(call -> call.substring("LogicalBackup.".length()))
            .toList();
    return IntStream.range(0, steps.size())
        .mapToObj(
            i ->
                steps.get(i)
                    + " "
                    + rig.world.sources.get(i).source().address().replace(":27017", ""))
        .toList();
  }

  private static Topology only(MemberState state) {
    return new Topology(
        TopologyKind.REPLICA_SET,
        Samples.SERVER,
        List.of(new ReplicaSet("rs0", List.of(new Member("db1:27017", state, false, 2, 1, 0, 0)))));
  }
}
