package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.DocumentSink;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.restore.LoadConcern;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/// The shards of a cluster as where documents go: each to the shard that owns it, as the config
/// servers say. What no shard owns goes through the routers.
///
/// @param room how many bytes one run may hold back
record OwningShards(ShardServers shards, ClusterMap map, int room, LoadConcern concern)
    implements Destination {
  @Override
  public DocumentSink.Run begin(CollectionAt collection, LongConsumer loaded) {
    return new ByOwner(collection, loaded);
  }

  /// A run with a batch for each shard.
  private final class ByOwner implements DocumentSink.Run {
    private final CollectionAt collection;
    private final LongConsumer loaded;
    private final Map<String, InsertBatch> batches = new HashMap<>();

    ByOwner(CollectionAt collection, LongConsumer loaded) {
      this.collection = collection;
      this.loaded = loaded;
    }

    @Override
    public void add(RawDocument document) {
      batches
          .computeIfAbsent(
              map.owner(collection.namespace(), document).orElse(""),
              owner -> new InsertBatch(shards.shard(owner), collection, room, loaded))
          .add(document);
      if (batches.size() > 1) {
        sendTheLargest();
      }
    }

    /// All batches together have the room of one.
    private void sendTheLargest() {
      long waiting = batches.values().stream().mapToLong(InsertBatch::bytes).sum();
      if (waiting > room) {
        batches.values().stream()
            .max(Comparator.comparingLong(InsertBatch::bytes))
            .ifPresent(batch -> batch.finish(concern));
      }
    }

    @Override
    public void end() {
      batches.values().forEach(batch -> batch.finish(concern));
    }
  }
}
