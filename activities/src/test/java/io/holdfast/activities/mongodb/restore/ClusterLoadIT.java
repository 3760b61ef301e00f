package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.real.RealShardedCluster;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.restore.RestoreTask;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loads into a real cluster of two shards.
class ClusterLoadIT {
  private static final int DEATHS = 50;
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
    Random random = new Random(SEED);
    int deaths = 0;
    while (deaths < DEATHS) {
      RestoreTask task = rig.task(ClusterRig.request(ClusterRig.SOURCE, "deaths", null, null));
      LogicalRestore engine = rig.engine();
      engine.prepare(task, Heartbeat.none());

      deaths += die(random, task);

      assertThat(rig.finish(task).examples()).as("of seed %d", SEED).isEmpty();
    }
  }

  /// @return how many attempts died before one came to its end
  private int die(Random random, RestoreTask task) {
    Interruption attempt = Interruption.when(after(random));
    int deaths = 0;
    while (true) {
      try {
        var _ = rig.engine().load(task, attempt);
        return deaths;
      } catch (Interruption.Interrupted e) {
        deaths++;
        attempt = attempt.next(after(random));
      }
    }
  }

  private static Predicate<Progress> after(Random random) {
    AtomicInteger beats = new AtomicInteger(1 + random.nextInt(12));
    return _ -> beats.decrementAndGet() == 0;
  }
}
