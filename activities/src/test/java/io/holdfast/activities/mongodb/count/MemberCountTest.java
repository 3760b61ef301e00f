package io.holdfast.activities.mongodb.count;

import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import org.junit.jupiter.api.AutoClose;

class MemberCountTest extends MemberCountContract {
  @AutoClose
  private static final SandboxReplicaSet SET =
      SandboxReplicaSet.start(SandboxOptions.defaults().members(1));

  @Override
  LocalReplicaSet set() {
    return SET;
  }
}
