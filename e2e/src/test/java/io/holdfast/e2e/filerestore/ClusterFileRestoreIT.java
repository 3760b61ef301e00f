package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.sandbox.real.MongodWithFiles;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Backups and restores of the data files of a sharded cluster: those that people copy come back
/// into itself, those that agents upload into one of other names and addresses.
class ClusterFileRestoreIT {
  private static final int LATE = 1_000_000;

  @TempDir private static Path folder;
  @AutoClose private static ClusterRig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path mongos = MongodWithFiles.program().resolveSibling("mongos");
    Assumptions.assumeTrue(Files.isExecutable(mongos), "no mongos beside the mongod");
    rig = new ClusterRig(folder);
  }

  @Test
  void theFilesOfEverySetAreOfOneTimeAndTheBalancerRunsWhilePeopleCopy() {
    assertThat(rig.times("files")).hasSize(1);
    assertThat(rig.times(ClusterRig.UPLOADED)).hasSize(1);
    assertThat(rig.balancedMeanwhile).isTrue();
    assertThat(rig.withCursors()).isEmpty();
  }

  @Test
  void aShardOutOfReachIsNamedAsLongAsItIsWaitedForAndACancelLeavesNoCursorOpen() {
    RealReplicaSet shard = rig.cluster.shards().getLast();
    AgentHost host = rig.host(shard);
    host.server().kill();
    try {
      String backup = rig.calls.start("shop", "cut-off", "external", Map.of());
      await("the shard's name")
          .atMost(FileRestores.LIMIT)
          .until(
              () -> rig.calls.look(backup).at("/activities/0/lastFailure").asString(""),
              told ->
                  told.contains("'%s'".formatted(shard.name()))
                      && told.contains("could not reach"));
      rig.calls.abort(backup);
      assertThat(rig.calls.end(backup).path("state").asString()).isEqualTo("cancelled");
    } finally {
      host.startServer();
    }
    assertThat(shard.primary()).isEqualTo(shard.members().getFirst());
    assertThat(rig.withCursors()).isEmpty();
    assertThat(ClusterRig.isBalancing(rig.cluster)).isTrue();
  }

  @Test
  void whatPeopleCopiedComesBackIntoTheCluster() throws IOException {
    ClusterRig.write(rig.cluster, LATE, LATE + 50);

    String restore = rig.calls.restore("shop", "shop", Map.of());
    JsonNode copy = rig.calls.awaitCopy(restore, 1);
    rig.calls.copyTo(copy);
    rig.calls.finish(restore, copy);
    complete(restore, rig.cluster);

    requireWorking(rig.cluster, rig.backedUp);
  }

  @Test
  void whatAgentsUploadedComesIntoACloneOfOtherNamesThoughOneOfItsAgentsIsKilledMeanwhile()
      throws IOException {
    Map<Integer, Integer> original = ClusterRig.orders(rig.cluster);
    try (RealShardedCluster clone = ClusterRig.start("y")) {
      try {
        rig.join("clone", clone);
        rig.awaitAgents();
        requireFetchedInto(clone);
      } finally {
        rig.leave("clone");
      }
    }
    assertThat(ClusterRig.orders(rig.cluster)).isEqualTo(original);
  }

  private static void requireFetchedInto(RealShardedCluster clone) throws IOException {
    AgentHost victim = rig.host(clone.shards().getLast());
    List<Map<String, String>> shards =
        List.of(Map.of("from", "x-sh1", "to", "y-sh1"), Map.of("from", "x-sh2", "to", "y-sh2"));

    String restore =
        rig.calls.restore("shop", "clone", Map.of("backup", ClusterRig.UPLOADED, "shards", shards));
    killInTheMiddle(victim);
    victim.restart();
    complete(restore, clone);

    assertThat(ClusterRig.shardHosts(clone))
        .containsExactlyInAnyOrderElementsOf(
            clone.shards().stream().map(ClusterFileRestoreIT::address).toList());
    requireWorking(clone, rig.uploaded);
  }

  /// As soon as the first file is there.
  private static void killInTheMiddle(AgentHost victim) throws IOException {
    await("files to be fetched")
        .atMost(FileRestores.LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        // The folder changes while it is walked.
        .ignoreExceptions()
        .until(() -> victim.copied() > 0);
    victim.kill();
    String source = rig.cluster.shards().getLast().members().getFirst().host();
    assertThat(victim.copied()).isLessThan(rig.calls.count("shop", ClusterRig.UPLOADED, source));
  }

  private static String address(RealReplicaSet shard) {
    return shard.name() + "/" + shard.members().getFirst().host();
  }

  private static void complete(String restore, RealShardedCluster target) {
    await("the wait for the router")
        .atMost(FileRestores.LIMIT)
        .until(() -> rig.calls.look(restore).toString().contains("routers are stopped"));
    target.stopRouter();
    rig.requireCompleted(restore);
    target.startRouter();
  }

  /// It holds what was backed up, and takes writes on both shards.
  private static void requireWorking(RealShardedCluster cluster, Map<Integer, Integer> backedUp) {
    assertThat(ClusterRig.orders(cluster)).isEqualTo(backedUp);
    assertThat(ClusterRig.isBalancing(cluster)).isTrue();
    ClusterRig.write(cluster, LATE, LATE + 50);
    Map<Integer, Integer> written = new HashMap<>(backedUp);
    for (int id = LATE; id < LATE + 50; id++) {
      written.put(id, "late".length());
    }
    assertThat(ClusterRig.orders(cluster)).isEqualTo(written);
  }
}
