package io.holdfast.activities.mongodb.inspect;

import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.sandbox.LocalReplicaSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class TopologyInspectorIT extends TopologyInspectorContract {
  @AutoClose private static LocalReplicaSet set;

  @BeforeAll
  static void start() {
    set = RealDeployment.requireOwn();
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
