package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Everything that is said of a restore, on the sandbox.
final class SandboxRestoreTest extends RestoreSuites {
  private static Servers servers;

  @BeforeAll
  static void start() {
    servers = new Servers(start("source"), start("target"));
  }

  private static SandboxReplicaSet start(String name) {
    return SandboxReplicaSet.start(SandboxOptions.defaults().name(name).members(1));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Override
  Servers servers() {
    return servers;
  }
}
