package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.Ending;
import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.agent.Stand;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.OldData;
import io.holdfast.workflows.restore.PlanWorkflow;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The end of restores of data files: forward on all members, or back on all, and told.
class FileRestoreEndTest {
  private static final OperationId LEFT = new OperationId(Samples.CLONE, Ulid.ofKey("", "left"));

  @AutoClose private final Rig rig = new Rig();
  private final FakeFileRestores agents = rig.world.fileRestores;
  private final OperationRequest.Restore request = Samples.fileRestore("files", Duration.ofDays(1));

  @BeforeEach
  void nobodyNeedCopy() {
    agents.fetches = true;
  }

  private List<String> onMembers() {
    return rig.world.script.calls().stream().filter(call -> call.startsWith("Member.")).toList();
  }

  private OldData oldData() {
    return Objects.requireNonNull(agents.records.getFirst().oldData());
  }

  private String note() {
    OperationEnd end = Objects.requireNonNull(rig.world.ends.get(request.operation()));
    return Objects.requireNonNull(end.note());
  }

  private void leave(Stand first, Stand second) {
    agents.leftover = LEFT;
    agents.stands.put(agents.members.getFirst(), new LastRestore(LEFT, first));
    agents.stands.put(agents.members.getLast(), new LastRestore(LEFT, second));
  }

  @Test
  void nothingIsDeletedBeforeEveryMemberHasNotedThatTheNewDataIsProven() {
    rig.world.script.fail("Member.prove", 1, Samples.lasting());

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(onMembers()).doesNotContain("Member.settle");
    assertThat(oldData()).isEqualTo(new OldData(OldData.Fate.BACK, List.of()));
    assertThat(note()).isEqualTo("The old data is back on every member.");
    assertThat(agents.ended).extracting(MemberTask::prepared).containsOnly(true);
  }

  @Test
  void aMemberOnWhichTheRestoreMayNotHaveBegunNeedNotKnowOfIt() {
    rig.world.script.fail("Member.prepare", 1, Samples.lasting());

    var _ = Rig.failure(rig.start(request));

    assertThat(agents.ended).extracting(MemberTask::prepared).containsExactlyInAnyOrder(true, null);
  }

  @Test
  void onceDecidedARestoreIsCompleteWhateverAMemberRefuses() {
    rig.world.script.fail("Member.settle", 1, Samples.error(ErrorCode.MEMBER_UNFIT));

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(agents.records.getFirst().state()).isEqualTo(RestoreState.COMPLETED);
    assertThat(oldData().stuck()).singleElement().extracting("member").isIn(agents.members);
    assertThat(note()).contains("The new data stands", "rs0/db");
    assertThat(onMembers()).doesNotContain("Member.putBack");
  }

  @Test
  void aDiskThatRefusesForAWhileIsAskedAgain() {
    rig.world.script.fail("Member.prove", 8, Samples.error(ErrorCode.DISK_FAILED));
    rig.world.script.fail("Member.settle", 8, Samples.error(ErrorCode.DISK_FAILED));

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(oldData()).isEqualTo(new OldData(OldData.Fate.DELETED, List.of()));
  }

  @Test
  void aCancelThatComesBeforeTheDecisionIsHeededThoughEveryMemberHasNotedTheProof() {
    rig.world.script.holdDeaf("Member.prove");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Member.prove");

    run.cancel();
    rig.awaitEvent(request, HistoryEvent::hasActivityTaskCancelRequestedEventAttributes);
    assertThat(decided(run)).isNull();
    rig.world.script.release("Member.prove");

    Rig.awaitEnd(run);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
    assertThat(oldData()).isEqualTo(new OldData(OldData.Fate.BACK, List.of()));
    assertThat(onMembers()).doesNotContain("Member.settle");
  }

  private static @Nullable Boolean decided(WorkflowStub run) {
    return run.query("progress", OperationStatus.class).decided();
  }

  @Test
  void aDiskThatRefusesTheOldDataIsAskedForHalfAnHourAndThenTold() {
    rig.world.script.fail("Member.download", 1, Samples.lasting());
    rig.world.script.fail("Member.putBack", 1_000, Samples.error(ErrorCode.DISK_FAILED));

    var _ = Rig.failure(rig.start(request));

    assertThat(onMembers()).filteredOn("Member.putBack"::equals).hasSize(2 * 60);
    assertThat(oldData().stuck()).extracting("why.code").containsOnly(ErrorCode.DISK_FAILED);
    assertThat(note()).startsWith("The old data is not back: rs0/db");
  }

  @Test
  void whatIsNotBackIsToldToTheEndWithItsMember() {
    rig.world.script.fail("Member.download", 1, Samples.lasting());
    rig.world.script.fail("Member.putBack", 1, Samples.error(ErrorCode.MEMBER_UNFIT));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(oldData().fate()).isEqualTo(OldData.Fate.BACK);
    assertThat(oldData().stuck()).singleElement().extracting("member").isIn(agents.members);
    assertThat(note()).startsWith("The old data is not back: rs0/db");
  }

  @Test
  void membersThatAreWaitedForAreNamed() {
    rig.world.script.hold("Member.settle");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Member.settle");

    rig.sleep(Duration.ofSeconds(11));

    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> rig.details(request),
            details -> details.contains("waits for the agent of rs0/db1:27017, rs0/db2:27017"));
    assertThat(decided(run)).isTrue();
    run.cancel();
    rig.world.script.release("Member.settle");
    Rig.awaitEnd(run);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(rig.details(request)).contains("an abort comes too late").doesNotContain("waits");
  }

  @Test
  void aRestoreThatWasTerminatedWhileItSettledIsSettledOnEveryMember() {
    leave(Stand.SETTLED, Stand.PROVEN);

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(agents.resolved).hasSize(2).extracting(MemberTask::operation).containsOnly(LEFT);
    assertThat(agents.resolved).extracting(MemberTask::ending).containsOnly(Ending.SETTLE);
  }

  @Test
  void aRestoreThatWasTerminatedBeforeItWasDecidedGoesBackOnEveryMember() {
    leave(Stand.PROVEN, Stand.PLACED);

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(agents.resolved).extracting(MemberTask::ending).containsOnly(Ending.PUT_BACK);
  }

  @Test
  void nothingIsEndedWhileAnAgentIsAway() {
    leave(Stand.PLACED, Stand.PLACED);
    agents.members = List.of(FakeFileRestores.MEMBERS.getFirst(), MemberId.parse("rs0/db9:27017"));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.AGENT_MISSING);

    assertThat(onMembers()).containsOnly("Member.preflight");
  }

  @Test
  void anAgentOfAnotherContractEndsNothingThatWasLeft() {
    leave(Stand.PROVEN, Stand.PROVEN);
    agents.contract = AgentContract.VERSION + 1;

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.AGENT_VERSION);
    assertThat(failure.message()).contains("rs0/db1:27017", "version 2", "version 1");
    assertThat(onMembers()).containsOnly("Member.preflight");
  }

  @Test
  void aPlanSaysHowWhatWasLeftWillEnd() {
    leave(Stand.SETTLED, Stand.PROVEN);

    RestorePlan plan =
        rig.client()
            .newWorkflowStub(
                PlanWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL).build())
            .run(request.restore());

    assertThat(plan.gates())
        .filteredOn("name", LeftRestore.RULE)
        .singleElement()
        .extracting("note")
        .asString()
        .contains(LEFT.toString(), "made to stand on every member");
  }
}
