package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.real.RealShardedCluster;
import io.holdfast.workflows.restore.RestoreTask;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loads into a real cluster of two shards.
class ClusterLoadIT {
  private static final int DEATHS = 30;
  private static final long SEED = 20261121;

  @AutoClose private static RealShardedCluster cluster;

  @TempDir Path folder;
  @AutoClose private ClusterRig rig;

  @BeforeAll
  static void start() {
    cluster = RealClusters.require("load", 2);
  }

  @BeforeEach
  void fill() {
    rig = new ClusterRig(cluster.uri(), folder);
    new ShardedShop(rig.source()).fill("load-sh1", "load-sh2");
  }

  @Test
  void loadsThatDieAtRandomMomentsGoOnAndAreInTheEndProven() {
    rig.backup("deaths");
    Deaths deaths = new Deaths(new Random(SEED));
    while (deaths.count() < DEATHS) {
      RestoreTask task = rig.task(ClusterRig.request(ClusterRig.SOURCE, "deaths", null, null));
      rig.engine().prepare(task, Heartbeat.none());
      deaths.until(heartbeat -> rig.engine().load(task, heartbeat));

      assertThat(rig.finish(task).examples()).as("of seed %d", SEED).isEmpty();
    }
  }
}
