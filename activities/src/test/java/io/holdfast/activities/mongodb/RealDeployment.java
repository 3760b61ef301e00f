package io.holdfast.activities.mongodb;

import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.real.MongodWithFiles;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The real replica set that integration tests run on: the one that `HOLDFAST_IT_MONGODB` names
/// (tests make and drop only databases whose names begin with `holdfast_it_`), else one of their
/// own, where a `mongod` is found. Without either the tests are skipped.
public final class RealDeployment implements AutoCloseable {
  private final String uri;
  private final @Nullable LocalReplicaSet own;

  private RealDeployment(String uri, @Nullable LocalReplicaSet own) {
    this.uri = uri;
    this.own = own;
  }

  /// Starts or finds it; skips the test when there is none.
  public static RealDeployment require() {
    String named = System.getenv("HOLDFAST_IT_MONGODB");
    if (named != null && !named.isBlank()) {
      return new RealDeployment(named, null);
    }
    LocalReplicaSet started = RealReplicaSet.start(requireMongod(), "rs0", 3);
    return new RealDeployment(started.uri(), started);
  }

  /// Starts one that the test may kill; of the stand-in where there is no `mongod`.
  public static LocalReplicaSet own(int members) {
    return RealReplicaSet.start(MongodWithFiles.program(), "rs0", members);
  }

  /// The program; skips the test where there is none.
  public static Path requireMongod() {
    Assumptions.assumeTrue(
        RealReplicaSet.find().isPresent(),
        "no mongod: put one on the PATH, or set HOLDFAST_IT_MONGOD or HOLDFAST_IT_MONGODB");
    return RealReplicaSet.find().orElseThrow();
  }

  public String uri() {
    return uri;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
