package io.holdfast.sandbox.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.util.Optional;

/// A real server keeps the contract, too.
class RealMongodFilesTest extends DataFilesContract {
  @Override
  Path find(Path programs) {
    Optional<Path> mongod = RealReplicaSet.find();
    assumeTrue(mongod.isPresent(), "no mongod on the PATH");
    return mongod.get();
  }
}
