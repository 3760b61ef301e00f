package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.SetLoad;

/// Loads one replica set's part of a backup past the routers of the target. Those of the other sets
/// may be loaded beside it, and all by what the config servers said when the first of them began.
final class ShardLoad {
  private final RestoreSession session;
  private final SetLoad load;

  ShardLoad(RestoreSession session, SetLoad load) {
    this.session = session;
    this.load = load;
  }

  /// A repetition goes on as [FoldedLoad] does.
  ///
  /// @return how many documents this attempt has loaded
  /// @throws io.holdfast.workflows.error.HoldfastException TARGET_CHANGED
  long run() {
    ProgressMeter meter = session.meter("load", "bytes", 0);
    int from = meter.resume();
    Snapshot snapshot = session.snapshot(meter);
    Goal goal = session.work(snapshot);
    try (ShardServers shards = session.shards()) {
      ConfigServers config = shards.look();
      requireSame(config, goal);
      shards.requireCollections(config, goal.collections());
      RestoreRequest asked = session.task().request();
      int room = InsertBatch.room(asked.writers() * session.sets().size());
      Destination owners = new OwningShards(shards, config.map(), room, asked.concern());
      long loaded =
          new FoldedLoad(snapshot, goal, session, owners).run(load.replicaSet(), meter, from);
      requireSame(shards.look(), goal);
      return loaded;
    }
  }

  private void requireSame(ConfigServers config, Goal goal) {
    String version = config.version(goal.collections());
    if (!session.journal().ownership(version).equals(version)) {
      throw ShardServers.changed(
          "Chunks or collections of instance '%s' were moved while it was restored shard by shard."
              .formatted(session.task().request().target()));
    }
  }
}
