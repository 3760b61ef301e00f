package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Restores of data files that the agents fetch themselves.
class DownloadedRestoreTest {
  @AutoClose private final Rig rig = new Rig();
  private final FakeFileRestores agents = rig.world.fileRestores;
  private final OperationRequest.Restore request = Samples.fileRestore("files", Duration.ofDays(1));

  @BeforeEach
  void ofAPhysicalBackup() {
    agents.fetches = true;
  }

  private List<String> onMembers() {
    return rig.world.script.calls().stream().filter(call -> call.startsWith("Member.")).toList();
  }

  @Test
  void nobodyIsAskedToCopyAndTheRestIsAsEver() {
    assertThat(rig.start(request).getResult(RestoreResult.class).backup())
        .isEqualTo(Samples.BACKUP);

    assertThat(onMembers())
        .containsSubsequence(
            "Member.preflight",
            "Member.prepare",
            "Member.download",
            "Member.download",
            "Member.recover",
            "Member.place",
            "Member.settle")
        .doesNotContain("Member.check");
    assertThat(agents.records.getFirst().state()).isEqualTo(RestoreState.COMPLETED);
  }

  @Test
  void aDamagedObjectIsNamedAndTheOldDataGoesBack() {
    rig.world.script.fail("Member.download", 1, Samples.lasting());

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
    assertThat(failure.message()).contains("a/b.bson.zst");
    assertThat(onMembers())
        .containsSubsequence("Member.download", "Member.putBack")
        .doesNotContain("Member.recover");
    assertThat(agents.records.getFirst().failedIn()).isEqualTo(RestoreState.DOWNLOADING);
  }

  @Test
  void aStoreThatIsAwayForAWhileIsAskedAgain() {
    rig.world.script.fail("Member.download", 8, Samples.passing());

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();
  }
}
