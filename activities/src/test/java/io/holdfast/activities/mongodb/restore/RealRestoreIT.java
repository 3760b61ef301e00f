package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.real.RealReplicaSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/// Everything that is said of a restore, on a real `mongod` where there is one.
@EnabledIf("isThere")
final class RealRestoreIT extends RestoreSuites {
  private static Servers servers;

  static boolean isThere() {
    return RealReplicaSet.find().isPresent();
  }

  @BeforeAll
  static void start() {
    servers = new Servers(start("source"), start("target"));
  }

  private static RealReplicaSet start(String name) {
    return RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), name, 1);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Override
  Servers servers() {
    return servers;
  }

  @Nested
  final class ServerCommands extends ServerCommandsContract {
    @Override
    Servers servers() {
      return servers;
    }
  }
}
