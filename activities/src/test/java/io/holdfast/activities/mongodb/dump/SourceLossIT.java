package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.sandbox.LocalReplicaSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SourceLossIT extends SourceLossContract {
  private static LocalReplicaSet set;

  @BeforeAll
  static void start() {
    set = RealDeployment.requireOwn();
  }

  @AfterAll
  static void close() {
    set.close();
  }

  @Override
  LocalReplicaSet set() {
    return set;
  }
}
