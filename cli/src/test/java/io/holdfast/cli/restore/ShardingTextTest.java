package io.holdfast.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.rest.RestoreView;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardingTextTest {

  @Test
  void aPlanSaysWhereEachShardGoesAndWhatIsNotRestored() {
    RestoreView.Sharding sharding =
        new RestoreView.Sharding(
            List.of(
                new RestoreView.PlannedShard("rs0", "rs1", List.of("far", "near")),
                new RestoreView.PlannedShard("rs9", null, List.of())),
            1,
            List.of("the cluster's setting 'balancer'"));

    assertThat(ShardingText.plan(sharding))
        .containsExactly(
            "  shard 'rs0' to shard 'rs1', in zone far, near",
            "  shard 'rs9' to wherever the target places it",
            "  1 range in zones",
            "  NOT restored: the cluster's setting 'balancer'");
  }
}
