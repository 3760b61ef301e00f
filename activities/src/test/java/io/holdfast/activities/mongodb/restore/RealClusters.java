package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.real.RealShardedCluster;
import org.junit.jupiter.api.Assumptions;

/// Real clusters for tests, which are skipped where there is no `mongos`.
final class RealClusters {
  private RealClusters() {}

  /// A cluster whose shards have one member each.
  static RealShardedCluster require(String prefix, int shards) {
    Assumptions.assumeTrue(
        RealShardedCluster.findRouter().isPresent(),
        "no mongos beside a mongod: put both on the PATH, or set HOLDFAST_IT_MONGOD");
    return RealShardedCluster.start(prefix, shards, 1);
  }
}
