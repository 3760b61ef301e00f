package io.holdfast.activities.mongodb.inspect;

import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.real.RealReplicaSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class TopologyInspectorIT extends TopologyInspectorContract {
  @AutoClose private static LocalReplicaSet set;

  @BeforeAll
  static void start() {
    set = RealReplicaSet.start(RealDeployment.requireMongod(), "rs0", 3);
  }

  @Override
  LocalReplicaSet set() {
    return set;
  }

  @Override
  String flavour() {
    return "Percona Server for MongoDB";
  }
}
