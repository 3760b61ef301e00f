package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/// What the peer's tools make of an export, and Holdfast of their dumps, on a real `mongod`.
@EnabledIf(
    value = "areThere",
    disabledReason = "needs mongod, mongorestore and mongodump on the PATH")
final class MongoToolsIT {
  @AutoClose private static Servers servers;

  static boolean areThere() {
    return RealReplicaSet.find().isPresent()
        && Stream.of("mongorestore", "mongodump").allMatch(it -> MongoTool.find(it).isPresent());
  }

  @BeforeAll
  static void start() {
    Path mongod = RealReplicaSet.find().orElseThrow();
    servers =
        new Servers(
            RealReplicaSet.start(mongod, "source", 1), RealReplicaSet.start(mongod, "target", 1));
  }

  @Nested
  final class Export extends ExportContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class ExportLayout extends ExportLayoutContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Import extends ImportContract {
    @Override
    Servers servers() {
      return servers;
    }
  }
}
