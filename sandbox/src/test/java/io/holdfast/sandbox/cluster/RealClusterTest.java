package io.holdfast.sandbox.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import java.nio.file.Path;

/// A cluster of real servers keeps the contract, too.
class RealClusterTest extends ClusterContract {
  @Override
  Path find(Path programs) {
    assumeTrue(RealShardedCluster.findRouter().isPresent(), "no mongos on the PATH");
    return RealReplicaSet.find().orElseThrow();
  }
}
