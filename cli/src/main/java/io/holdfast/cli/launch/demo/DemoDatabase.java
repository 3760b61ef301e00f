package io.holdfast.cli.launch.demo;

import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.util.Optional;

/// The demo's replica set: real servers where a `mongod` can be found, else the sandbox.
final class DemoDatabase {
  private static final String NAME = "demo";
  private static final int MEMBERS = 3;

  private DemoDatabase() {}

  /// @param sandbox whether the sandbox is wanted in any case
  static LocalReplicaSet start(boolean sandbox) {
    Optional<Path> mongod = sandbox ? Optional.empty() : RealReplicaSet.find();
    return mongod.isPresent()
        ? RealReplicaSet.start(mongod.get(), NAME, MEMBERS)
        : SandboxReplicaSet.start(SandboxOptions.defaults().name(NAME));
  }
}
