package io.holdfast.activities.mongodb.dump;

import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import org.junit.jupiter.api.AfterAll;

class DumpTest extends DumpSuites {
  private static final SandboxReplicaSet SET =
      SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));

  @AfterAll
  static void stopSandbox() {
    SET.close();
  }

  @Override
  String uri() {
    return SET.uri();
  }
}
