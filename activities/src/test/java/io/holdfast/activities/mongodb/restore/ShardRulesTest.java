package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.ShardMapping;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ShardRulesTest {
  private static final LoadOptions PAST_ROUTERS = new LoadOptions(null, null, true);

  @Test
  void shardsThatAreNamedMustBeThere() {
    assertThat(closed(cluster(), mapped("sh1", "a"))).isEmpty();
    assertThat(closed(cluster(), mapped("sh9", "a"))).containsExactly("restore-shards-exist");
    assertThat(closed(cluster(), mapped("sh1", "z"))).containsExactly("restore-shards-exist");
  }

  @Test
  void onlyAClusterIsWrittenShardByShard() {
    Topology set = new Topology(TopologyKind.REPLICA_SET, Headers.version("4.4.6"), List.of());

    assertThat(closed(cluster(), request(PAST_ROUTERS, null))).isEmpty();
    assertThat(closed(set, request(PAST_ROUTERS, null)))
        .containsExactly("restore-shard-by-shard-into-a-cluster");
  }

  private static RestoreRequest mapped(String from, String to) {
    return request(null, List.of(new ShardMapping(from, to)));
  }

  private static RestoreRequest request(
      @Nullable LoadOptions load, @Nullable List<ShardMapping> shards) {
    return new RestoreRequest(
            Headers.OPERATION,
            Headers.SOURCE,
            new BackupName("nightly"),
            null,
            UsersPolicy.KEEP,
            false)
        .with()
        .load(load)
        .shards(shards)
        .build();
  }

  private static Topology cluster() {
    return new Topology(
        TopologyKind.SHARDED_CLUSTER,
        Headers.version("4.4.6"),
        List.of(),
        null,
        Headers.cluster("a", "b"));
  }

  private static List<String> closed(Topology target, RestoreRequest request) {
    RestoreCase restore =
        new RestoreCase(
            request,
            Headers.header(Method.LOGICAL, TopologyKind.SHARDED_CLUSTER, "4.4.6"),
            target,
            List.of(),
            List.of(),
            null);
    return RestoreRules.gates(restore).stream()
        .filter(gate -> !gate.open())
        .map(Gate::name)
        .toList();
  }
}
