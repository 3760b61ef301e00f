package io.holdfast.activities.mongodb.restore;

import io.holdfast.sandbox.LocalReplicaSet;

/// Two replica sets: one that is backed up, and one that is restored into.
record Servers(LocalReplicaSet source, LocalReplicaSet target) implements AutoCloseable {
  @Override
  public void close() {
    source.close();
    target.close();
  }
}
