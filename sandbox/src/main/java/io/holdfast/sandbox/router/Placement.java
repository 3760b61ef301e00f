package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.ValueOrder;
import java.util.List;

/// Where a collection's documents are.
sealed interface Placement {

  /// The shards that may have some, one at least.
  List<String> shards();

  /// All of them on their database's primary shard.
  record Whole(String shard) implements Placement {
    @Override
    public List<String> shards() {
      return List.of(shard);
    }
  }

  /// Each on the shard that has the chunk to which its key belongs.
  record Sharded(ShardKey key, List<Chunk> chunks) implements Placement {
    @Override
    public List<String> shards() {
      return chunks.stream().map(Chunk::shard).distinct().sorted().toList();
    }

    /// The shard of a key.
    String owner(Doc value) {
      return chunks.stream()
          .filter(chunk -> chunk.has(value))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no chunk has " + value))
          .shard();
    }
  }

  /// A range of keys.
  ///
  /// @param min the first one
  /// @param max the first one behind it
  record Chunk(Doc min, Doc max, String shard) {
    boolean has(Doc value) {
      return ValueOrder.INSTANCE.compare(min, value) <= 0
          && ValueOrder.INSTANCE.compare(value, max) < 0;
    }
  }
}
