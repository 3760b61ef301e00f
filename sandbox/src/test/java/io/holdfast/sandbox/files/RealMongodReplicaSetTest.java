package io.holdfast.sandbox.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.util.Optional;

/// Three real servers keep it, too.
class RealMongodReplicaSetTest extends ReplicaSetContract {
  @Override
  Path find(Path programs) {
    Optional<Path> mongod = RealReplicaSet.find();
    assumeTrue(mongod.isPresent(), "no mongod on the PATH");
    return mongod.get();
  }
}
