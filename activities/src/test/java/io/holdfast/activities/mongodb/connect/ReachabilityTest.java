package io.holdfast.activities.mongodb.connect;

import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import org.junit.jupiter.api.AutoClose;

class ReachabilityTest extends ReachabilityContract {
  @AutoClose
  private static final SandboxReplicaSet SET = SandboxReplicaSet.start(SandboxOptions.defaults());

  @Override
  LocalReplicaSet set() {
    return SET;
  }
}
