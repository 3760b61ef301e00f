package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.real.RealReplicaSet;
import org.junit.jupiter.api.condition.EnabledIf;

/// The contract on a real `mongod`, where there is one.
@EnabledIf("isThere")
final class RealRestoreIT extends RestoreContract {
  static boolean isThere() {
    return RealReplicaSet.find().isPresent();
  }

  @Override
  LocalReplicaSet start(String name) {
    return RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), name, 1);
  }
}
