package io.holdfast.activities.mongodb.sharding;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// How one collection is sharded.
public final class Sharding {
  private final Namespace namespace;
  private final BsonDocument key;
  private final boolean unique;
  private final ShardKey fields;
  private final List<Chunk> chunks;

  /// A range of the shard key.
  ///
  /// @param from its lower bound, inclusive, such as `{region: "eu"}`
  /// @param shard name of the shard that owns it
  public record Chunk(BsonDocument from, String shard) {}

  /// @param chunks all of them; each ends where the next begins
  public Sharding(Namespace namespace, BsonDocument key, boolean unique, List<Chunk> chunks) {
    this.namespace = namespace;
    this.key = key;
    this.unique = unique;
    this.fields = new ShardKey(key);
    this.chunks =
        chunks.stream()
            .sorted(Comparator.comparing(chunk -> values(chunk.from()), Sharding::compare))
            .toList();
  }

  public Namespace namespace() {
    return namespace;
  }

  /// The key's pattern.
  public BsonDocument key() {
    return key;
  }

  /// Whether the key is unique across all shards.
  public boolean unique() {
    return unique;
  }

  /// The chunks in the order of the key.
  public List<Chunk> chunks() {
    return chunks;
  }

  /// Name of the shard that owns a document.
  String owner(RawDocument document) {
    return owner(fields.of(document));
  }

  /// Name of the shard that owns the chunk which begins at a bound, or has it within.
  public String owner(BsonDocument bound) {
    return owner(values(bound));
  }

  private String owner(List<BsonValue> values) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (compare(values(chunks.get(middle).from()), values) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return chunks.get(low).shard();
  }

  private static List<BsonValue> values(BsonDocument bound) {
    return new ArrayList<>(bound.values());
  }

  /// The order of two bounds of chunks.
  static int compare(BsonDocument a, BsonDocument b) {
    return compare(values(a), values(b));
  }

  /// All fields of a shard key ascend.
  private static int compare(List<BsonValue> a, List<BsonValue> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = BsonOrder.INSTANCE.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
