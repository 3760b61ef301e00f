package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Backups whose files the members' agents upload.
class PhysicalBackupTest {
  @AutoClose private final Rig rig = Rig.ofPercona();
  private final OperationRequest.Backup request = Samples.physical("nightly");

  @Test
  void anAgentUploadsWhatTheCursorKeepsAndNobodyIsAsked() {
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Upload.look",
            "ExternalBackup.hold",
            "Upload.upload",
            "ExternalBackup.close",
            "ExternalBackup.complete");
  }

  @Test
  void aMemberWithAnAgentIsPreferredToABetterOneWithout() {
    rig.world.topology =
        Samples.percona(
            new Member("db0:27017", MemberState.SECONDARY, true, 0, 0, 0, 0),
            new Member("db3:27017", MemberState.SECONDARY, false, 1, 1, 0, 0));
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.uploads)
        .extracting(UploadTask::member)
        .containsExactly(MemberId.parse("rs0/db3:27017"));
    assertThat(rig.world.externals.tasks.getFirst().source().reason())
        .contains("Passed over", "db0:27017");
  }

  @Test
  void whereNoMemberHasAnAgentItFailsBeforeACursorIsOpened() {
    rig.world.topology =
        Samples.percona(
            new Member("db0:27017", MemberState.SECONDARY, true, 0, 0, 0, 0),
            new Member("db1:27017", MemberState.PRIMARY, false, 1, 1, 0, 0));

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.AGENT_MISSING);
    assertThat(failure.message()).contains("rs0/db0:27017", "rs0/db1:27017");
    assertThat(failure.hint()).contains("holdfast agent --instance shop --member rs0/db0:27017");
    assertThat(rig.world.script.calls()).doesNotContain("ExternalBackup.hold");
  }

  @Test
  void anAgentThatRefusesIsToldBeforeACursorIsOpened() {
    rig.world.topology =
        Samples.percona(new Member("db3:27017", MemberState.PRIMARY, false, 1, 1, 0, 0));
    rig.world.externals.agentsRefusal =
        new FailureInfo(ErrorCode.MEMBER_UNFIT, "rs0/db3:27017: no server runs here.", "Look.");

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.message()).contains("rs0/db3:27017: no server runs here.");
    assertThat(rig.world.script.calls()).doesNotContain("ExternalBackup.hold");
  }

  @Test
  void anAgentOfAnEarlierVersionIsToldBeforeACursorIsOpened() {
    rig.world.topology = Samples.AGENTS_EVERYWHERE;
    rig.world.externals.contract = null;

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.AGENT_VERSION);
    assertThat(failure.message()).contains("rs0/db3:27017", "an earlier version");
    assertThat(rig.world.script.calls()).doesNotContain("ExternalBackup.hold");
  }

  @Test
  void aCursorThatIsLostStopsTheUploadAndAnotherOneBegins() {
    rig.world.script.hold("Upload.upload");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Upload.upload");

    rig.world.externals.lose();
    var _ = rig.awaitAttempt(request, 2);
    rig.world.script.release("Upload.upload");

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.cancelled()).contains("Upload.upload");
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }

  @Test
  void anUploadThatFailsBecauseItsCursorWasLostIsBegunAgain() {
    rig.world.script.fail("Upload.upload", 1, Samples.error(ErrorCode.MEMBER_UNFIT));
    rig.world.externals.dieUnseen();
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }

  @Test
  void anUploadThatFailsUnderALivingCursorFailsTheBackup() {
    rig.world.script.fail("Upload.upload", 1, Samples.error(ErrorCode.MEMBER_UNFIT));

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.MEMBER_UNFIT);
    assertThat(failure.message()).contains("rs0/db3:27017");
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.close", "Operation.undo", "Operation.end");
  }

  @Test
  void ofAClusterOneMemberOfEachSetIsUploaded() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.uploads)
        .extracting(task -> task.member().replicaSet())
        .containsExactlyInAnyOrder("rs1", "rs2", "cfg");
    assertThat(rig.world.balancing).isTrue();
  }

  @Test
  void aCancelStopsTheUploadAndClosesTheCursor() {
    rig.world.script.hold("Upload.upload");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Upload.upload");
    FailureInfo refusal =
        Objects.requireNonNull(
            run.update("finish", FinishAnswer.class, request.operation() + ".1.0123abcd")
                .refusal());
    assertThat(refusal.message()).contains("agents copy");

    run.cancel();

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
    assertThat(rig.world.script.cancelled()).contains("Upload.upload");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }
}
