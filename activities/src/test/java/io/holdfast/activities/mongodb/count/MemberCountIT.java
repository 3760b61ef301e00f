package io.holdfast.activities.mongodb.count;

import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.sandbox.LocalReplicaSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class MemberCountIT extends MemberCountContract {
  @AutoClose private static LocalReplicaSet set;

  @BeforeAll
  static void start() {
    set = RealDeployment.own(1);
  }

  @Override
  LocalReplicaSet set() {
    return set;
  }
}
