package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.real.RealReplicaSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/// Everything that is said of a restore, on a real `mongod` where there is one.
@EnabledIf("isThere")
final class RealRestoreIT {
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

  @Nested
  final class RoundTrip extends RoundTripContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Everything extends EverythingContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class FuzzyDump extends FuzzyDumpContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Resume extends ResumeContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class RandomDeaths extends RandomDeathsContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Refusal extends RefusalContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Proof extends ProofContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Users extends UsersContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class ServerCommands extends ServerCommandsContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class ConcurrentWriter extends ConcurrentWriterContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Selection extends SelectionContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Compare extends CompareContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class Abort extends AbortContract {
    @Override
    Servers servers() {
      return servers;
    }
  }

  @Nested
  final class SelectionRefusal extends SelectionRefusalContract {
    @Override
    Servers servers() {
      return servers;
    }
  }
}
