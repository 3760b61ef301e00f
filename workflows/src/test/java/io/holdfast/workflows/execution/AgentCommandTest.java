package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.ExternalOptions;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// External backups that a command copies, where agents may have one.
class AgentCommandTest {
  @AutoClose private final Rig rig = Rig.ofPercona();

  private final OperationRequest.Backup request =
      Samples.external(
          "nightly",
          Duration.ofDays(1),
          new ExternalOptions(Keeping.BACKUP_CURSOR, CopyMeans.COMMAND));

  /// An agent that is not there is waited for, in real seconds.
  @BeforeEach
  void everyMemberHasAnAgent() {
    rig.world.topology = Samples.AGENTS_EVERYWHERE;
  }

  @Test
  void theMembersAgentRunsItsOwnCommandAndNoWorkerDoes() {
    rig.world.commands.agentsRefusal = null;
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence("AgentCommand.look", "ExternalBackup.hold", "AgentCommand.run")
        .doesNotContain("CopyCommand.run");
  }

  @Test
  void aMemberWhoseAgentHasACommandIsPreferredToABetterOneWithout() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    rig.world.commands.agentsRefusal = null;
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.commands.tasks)
        .extracting(task -> task.member().toString())
        .containsExactlyInAnyOrder("rs1/a2:27017", "rs2/b2:27017", "cfg/c2:27017");
    assertThat(rig.world.commands.tasks).allMatch(CopyTask::byAgentsCommand);
  }

  @Test
  void aPrimaryIsNotLockedForItsAgentsCommand() {
    rig.world.topology =
        Samples.percona(
            new Member("db4:27017", MemberState.SECONDARY, false, 1, 1, 0, 0),
            new Member("db3:27017", MemberState.PRIMARY, false, 1, 1, 0, 0));
    rig.world.commands.agentsRefusal = null;
    rig.world.commands.without.add(MemberId.parse("rs0/db4:27017"));
    WorkflowStub run =
        rig.start(
            Samples.external(
                "nightly",
                Duration.ofDays(1),
                new ExternalOptions(Keeping.FSYNC_LOCK, CopyMeans.COMMAND)));

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.commands.tasks)
        .extracting(task -> task.source().address())
        .containsExactly("db4:27017");
    assertThat(rig.world.script.calls()).contains("CopyCommand.run");
  }

  @Test
  void anAgentThatHasACommandAndCannotRunItIsNamedBeforeAnythingIsOpened() {
    rig.world.commands.agentsRefusal = FailureInfo.of(Samples.error(ErrorCode.MEMBER_UNFIT));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.MEMBER_UNFIT);
    assertThat(rig.world.script.calls()).doesNotContain("ExternalBackup.hold", "CopyCommand.run");
  }

  @Test
  void ofWhatAnAgentRanThatEndedNothingCounts() {
    rig.world.commands.agentsRefusal = null;
    rig.world.script.fail("AgentCommand.run", 1, Samples.error(ErrorCode.AGENT_MISSING));
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }

  @Test
  void anAgentThatIsGoneAfterItRanItsCommandIsWaitedForAndNoWorkerTakesItsPlace() {
    rig.world.commands.agentsRefusal = null;
    rig.world.commands.away.set(3);
    rig.world.script.fail("AgentCommand.run", 1, Samples.error(ErrorCode.AGENT_MISSING));
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls()).doesNotContain("CopyCommand.run");
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }

  @Test
  void anAgentThatVanishesWhileTheFirstCursorIsOpenedIsWaitedForAndNoWorkerTakesItsPlace() {
    rig.world.commands.agentsRefusal = null;
    rig.world.commands.away.set(3);
    rig.world.script.fail("ExternalBackup.hold", 1, Samples.error(ErrorCode.SOURCE_LOST));
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.hold", "AgentCommand.look", "AgentCommand.run")
        .doesNotContain("CopyCommand.run");
  }

  @Test
  void whatAWorkersCommandCopiedThatWasToldToEndIsCopiedAgain() {
    rig.world.script.fail("CopyCommand.run", 1, Samples.error(ErrorCode.COPY_COMMAND_MISSING));
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }

  @Test
  void aCommandThatFailsOnAnAgentsHostFailsTheBackup() {
    rig.world.commands.agentsRefusal = null;
    rig.world.script.fail("AgentCommand.run", 1, Samples.error(ErrorCode.COPY_COMMAND_FAILED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.COPY_COMMAND_FAILED);
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.close", "Operation.undo", "Operation.end");
  }
}
