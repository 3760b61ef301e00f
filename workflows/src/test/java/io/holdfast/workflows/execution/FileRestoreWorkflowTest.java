package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.agent.ClusterPart;
import io.holdfast.workflows.agent.ClusterPart.ShardPlace;
import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.filerestore.RestoreFinishAnswer;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlanWorkflow;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRestoreWorkflowTest {
  private final Rig rig = new Rig();
  private final FakeFileRestores agents = rig.world.fileRestores;
  private final OperationRequest.Restore request = Samples.fileRestore("files", Duration.ofDays(1));

  @AfterEach
  void close() {
    rig.close();
  }

  private List<String> onMembers() {
    return rig.world.script.calls().stream().filter(call -> call.startsWith("Member.")).toList();
  }

  private static List<String> both(String... steps) {
    return Stream.of(steps).flatMap(step -> Stream.of(step, step)).toList();
  }

  @Test
  void everyStepIsDoneOnEveryMemberBeforeTheNext() {
    WorkflowStub run = rig.start(request);
    RestoreCopyStatus copy = rig.awaitRestoreCopy(request, 1);
    assertThat(copy.members()).extracting("member").containsExactlyElementsOf(agents.members);
    assertThat(rig.details(request)).contains("/data/.holdfast/new", "restore finish", "--token");

    assertThat(rig.finishRestore(request, copy).refusal()).isNull();

    assertThat(run.getResult(RestoreResult.class).backup()).isEqualTo(Samples.BACKUP);
    assertThat(onMembers())
        .containsExactlyElementsOf(
            both(
                "Member.preflight",
                "Member.prepare",
                "Member.check",
                "Member.recover",
                "Member.place",
                "Member.prove",
                "Member.settle"));
    assertThat(agents.records.getFirst().state()).isEqualTo(RestoreState.COMPLETED);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }

  @Test
  void aCopyThatIsNotRightIsAskedForAgainUnderAnotherToken() {
    rig.world.script.fail("Member.check", 1, Samples.error(ErrorCode.COPY_WRONG));
    WorkflowStub run = rig.start(request);
    RestoreCopyStatus first = rig.awaitRestoreCopy(request, 1);
    var _ = rig.finishRestore(request, first);
    RestoreCopyStatus second = rig.awaitRestoreCopy(request, 2);
    assertThat(second.refusal()).contains("are not those of the backup");

    RestoreFinishAnswer old = rig.finishRestore(request, first);
    assertThat(old.refusal()).extracting("code").isEqualTo(ErrorCode.COPY_TOKEN_REFUSED);
    var _ = rig.finishRestore(request, second);

    assertThat(run.getResult(RestoreResult.class)).isNotNull();
  }

  @Test
  void aWordThatIsRepeatedWithoutOptionsTakesNoneBack() {
    rig.world.script.hold("Member.check");
    WorkflowStub run = rig.start(request);
    RestoreCopyStatus copy = rig.awaitRestoreCopy(request, 1);
    FileSettings settings = new FileSettings(Map.of("storage.directoryPerDB", "true"));
    var _ = run.update("finish", RestoreFinishAnswer.class, "" + copy.token(), settings);
    assertThat(rig.finishRestore(request, copy).refusal()).isNull();
    rig.world.script.release("Member.check");

    assertThat(run.getResult(RestoreResult.class)).isNotNull();
    assertThat(agents.recovered).extracting(MemberTask::settings).containsOnly(settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Member.prepare",
        "Member.check",
        "Member.recover",
        "Member.place",
        "FileRestore.awaitPrimary"
      })
  void whateverFailsPutsTheOldDataBackOnEveryMember(String activity) {
    rig.world.script.fail(activity, 1, Samples.lasting());
    WorkflowStub run = rig.start(request);
    if (!activity.equals("Member.prepare")) {
      var _ = rig.finishRestore(request, rig.awaitRestoreCopy(request, 1));
    }

    assertThat(Rig.failure(run)).isEqualTo(agents.records.getFirst().failure());

    assertThat(onMembers()).filteredOn("Member.putBack"::equals).hasSize(2);
    assertThat(onMembers()).doesNotContain("Member.settle");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Member.prepare", "Member.recover", "Member.place"})
  void aCancelWaitsForTheAgentsAndPutsTheOldDataBack(String activity) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    if (!activity.equals("Member.prepare")) {
      var _ = rig.finishRestore(request, rig.awaitRestoreCopy(request, 1));
    }
    rig.awaitCall(activity);

    run.cancel();
    Rig.awaitEnd(run);

    assertThat(rig.world.script.cancelledBefore("Member.putBack")).contains(activity);
    assertThat(onMembers()).filteredOn("Member.putBack"::equals).hasSize(2);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  @Test
  void pastTheDeadlineTheOldDataIsPutBack() {
    OperationRequest.Restore brief = Samples.fileRestore("files", Duration.ofMinutes(1));

    FailureInfo failure = Rig.failure(rig.start(brief));

    assertThat(failure.code()).isEqualTo(ErrorCode.COPY_OVERDUE);
    assertThat(onMembers()).contains("Member.putBack");
  }

  @Test
  void nothingIsTouchedWhenAnAgentRefuses() {
    agents.refusal = FailureInfo.of(Samples.error(ErrorCode.MEMBER_UNFIT));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.MEMBER_UNFIT);

    assertThat(onMembers()).containsOnly("Member.preflight");
  }

  @Test
  void aMemberWithoutAnAgentIsNamed() {
    agents.members = List.of(FakeFileRestores.MEMBERS.getFirst(), MemberId.parse("rs0/db9:27017"));

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.AGENT_MISSING);
    assertThat(failure.message()).contains("rs0/db9:27017");
    assertThat(onMembers()).containsOnly("Member.preflight");
  }

  @Test
  void aPlanAsksTheAgentsAndChangesNothing() {
    agents.members = List.of(FakeFileRestores.MEMBERS.getFirst(), MemberId.parse("rs0/db9:27017"));

    RestorePlan plan =
        rig.client()
            .newWorkflowStub(
                PlanWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL).build())
            .run(request.restore());

    assertThat(plan.allowed()).isFalse();
    assertThat(plan.members())
        .filteredOn(member -> member.refusal() != null)
        .extracting(MemberReport::member)
        .containsExactly(agents.members.getLast());
    assertThat(onMembers()).containsOnly("Member.preflight");
  }

  @Test
  void eachMemberOfAClusterIsToldWhereTheOthersAre() {
    agents.cluster = FakeFileRestores.aCluster();
    WorkflowStub run = rig.start(request);
    var _ = rig.finishRestore(request, rig.awaitRestoreCopy(request, 1));

    assertThat(run.getResult(RestoreResult.class)).isNotNull();

    assertThat(agents.recovered).extracting(MemberTask::sourceSet).contains("sh", "cfg");
    assertThat(agents.recovered)
        .extracting(MemberTask::cluster)
        .contains(
            new ClusterPart(
                SetRole.SHARD,
                "rs0/db2:27017",
                List.of(new ShardPlace("sh", "rs0/db1:27017")),
                true));
    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Member.recover",
            "FileRestore.awaitRoutersDown",
            "Member.place",
            "FileRestore.awaitPrimary",
            "FileRestore.awaitPrimary");
  }

  @Test
  void noServerIsStartedWhileARouterRunsAndThoseThatNobodyWatchesAreNamed() {
    agents.cluster = FakeFileRestores.aCluster();
    agents.gates = List.of(new Gate("files-routers-in-reach", null, "Not watched: far:27017."));
    agents.running = List.of("router:27017");
    WorkflowStub run = rig.start(request);
    var _ = rig.finishRestore(request, rig.awaitRestoreCopy(request, 1));

    FailureInfo failure = Rig.failure(run);

    assertThat(failure.code()).isEqualTo(ErrorCode.MEMBER_UNFIT);
    assertThat(failure.message()).contains("router:27017");
    assertThat(run.query("progress", OperationStatus.class).detail())
        .contains("Not watched: far:27017.");
    assertThat(onMembers()).doesNotContain("Member.place").contains("Member.putBack");
  }
}
