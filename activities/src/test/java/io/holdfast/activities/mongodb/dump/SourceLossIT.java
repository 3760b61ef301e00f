package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.sandbox.LocalReplicaSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class SourceLossIT extends SourceLossContract {
  @AutoClose private static LocalReplicaSet set;

  @BeforeAll
  static void start() {
    set = RealDeployment.own(3);
  }

  @Override
  LocalReplicaSet set() {
    return set;
  }
}
