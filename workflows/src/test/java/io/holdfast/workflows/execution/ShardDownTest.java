package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Backups of the files of clusters of which a shard is down.
class ShardDownTest {
  @AutoClose private final Rig rig = Rig.ofPercona();
  private final OperationRequest.Backup request = Samples.external("nightly", Duration.ofDays(1));

  @Test
  void aShardThatDoesNotAnswerFailsTheBackupWithinMinutesAndNothingWasTouched() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    rig.world.script.fail("Topology.inspect", 1_000, Samples.error(ErrorCode.DATABASE_UNREACHABLE));

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure).isEqualTo(FailureInfo.of(Samples.error(ErrorCode.DATABASE_UNREACHABLE)));
    assertThat(lasted()).isLessThan(Duration.ofMinutes(6));
    assertUntouched();
  }

  @Test
  void aShardWithoutAMemberToCopyFromFailsTheBackupWithinMinutesByItsName() {
    rig.world.topology = unreadable("rs2", "b2:27018");

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.NO_SUITABLE_MEMBER);
    assertThat(failure.message()).contains("rs2", "b2:27018");
    assertThat(lasted()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(7));
    assertUntouched();
  }

  private void assertUntouched() {
    assertThat(rig.world.script.calls())
        .doesNotContain("Cluster.stopBalancer", "ExternalBackup.hold");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
    assertThat(rig.world.payloads).isEmpty();
  }

  private Duration lasted() {
    List<HistoryEvent> events = rig.history(request).getEvents();
    return Duration.ofSeconds(
        events.getLast().getEventTime().getSeconds()
            - events.getFirst().getEventTime().getSeconds());
  }

  private static Topology unreadable(String set, String member) {
    Topology cluster = Samples.PERCONA_CLUSTER;
    Member down = new Member(member, MemberState.UNREACHABLE, false, 1, 1, 0, 0);
    return new Topology(
        cluster.kind(),
        cluster.server(),
        cluster.replicaSets().stream()
            .map(it -> it.name().equals(set) ? new ReplicaSet(set, List.of(down)) : it)
            .toList(),
        cluster.identity(),
        cluster.cluster());
  }
}
