package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;

/// The contract on the sandbox.
final class SandboxRestoreTest extends RestoreContract {
  @Override
  LocalReplicaSet start(String name) {
    return SandboxReplicaSet.start(SandboxOptions.defaults().name(name).members(1));
  }
}
