package io.holdfast.sandbox.files;

import io.holdfast.sandbox.mongod.Program;
import java.nio.file.Path;

/// Three processes of the sandbox keep the contract.
class SandboxReplicaSetOnDiskTest extends ReplicaSetContract {
  @Override
  Path find(Path programs) {
    return Program.in(programs);
  }
}
