package io.holdfast.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.sandbox.contract.MongoServerContract;
import io.holdfast.sandbox.contract.ServerUnderTest;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// A real server keeps the contract, too: the one at `HOLDFAST_IT_MONGODB`, a replica set's
/// connection string, or one started from `HOLDFAST_IT_MONGOD` or from the PATH.
class RealMongodContractTest implements MongoServerContract {
  private static @Nullable RealReplicaSet started;
  private static @Nullable ServerUnderTest server;

  @BeforeAll
  static void start() {
    String given = System.getenv("HOLDFAST_IT_MONGODB");
    if (given != null && !given.isBlank()) {
      server = new ServerUnderTest(given);
      return;
    }
    Optional<Path> mongod = RealReplicaSet.find();
    assumeTrue(
        mongod.isPresent(),
        "no real MongoDB: set HOLDFAST_IT_MONGODB or HOLDFAST_IT_MONGOD, or put mongod on the PATH");
    started = RealReplicaSet.start(mongod.get(), "real", 3);
    server = new ServerUnderTest(started.uri());
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
    if (started != null) {
      started.close();
    }
  }

  @Override
  public ServerUnderTest server() {
    return Objects.requireNonNull(server);
  }
}
