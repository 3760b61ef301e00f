package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/// Everything that is said of a restore, on the sandbox.
final class SandboxRestoreTest {
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
