package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonType;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// `enableSharding` and `shardCollection`.
final class ShardingCommands {
  private static final int CHUNKS_OF_SHARD = 2;
  private static final Value LEAST = extreme("$minKey", BsonType.MIN_KEY);
  private static final Value GREATEST = extreme("$maxKey", BsonType.MAX_KEY);

  private final Servers servers;
  private final Placements placements;

  ShardingCommands(Servers servers, Placements placements) {
    this.servers = servers;
    this.placements = placements;
  }

  private static Value extreme(String name, BsonType type) {
    Value value = Doc.parse("{\"v\": {\"%s\": 1}}".formatted(name)).get("v");
    if (value == null || value.type() != type) {
      throw new IllegalStateException("no " + type);
    }
    return value;
  }

  Doc enable(Request request) {
    String db = request.head().value().string();
    var _ = placements.primary(db);
    servers.set("databases", db, new DocBuilder().put("partitioned", true).build());
    return new DocBuilder().put("ok", 1.0).build();
  }

  Doc shard(Request request) {
    Namespace namespace = request.fullName();
    ShardKey key = new ShardKey(request.doc("key"));
    Doc database = placements.database(namespace.db());
    if (database == null || !database.flag("partitioned")) {
      throw ServerError.ILLEGAL_OPERATION.because("sharding not enabled for db " + namespace.db());
    }
    Doc known = placements.sharded(namespace);
    if (known == null) {
      shard(namespace, key, request, String.valueOf(database.string("primary")));
    } else if (!key.pattern().equals(known.doc("key"))) {
      throw ServerError.ALREADY_INITIALIZED.because(
          "sharding already enabled for collection " + namespace);
    }
    placements.forget();
    return new DocBuilder().put("collectionsharded", namespace.full()).put("ok", 1.0).build();
  }

  private void shard(Namespace namespace, ShardKey key, Request request, String primary) {
    RemoteSet home = servers.shard(primary);
    Doc listed = collection(home, namespace);
    UUID uuid = Objects.requireNonNull(uuid(listed), "uuid");
    boolean empty = servers.find(home, namespace.db(), namespace.collection(), Doc.EMPTY).isEmpty();
    index(home, namespace, key, empty);
    List<String> shards = new ArrayList<>(servers.shards());
    List<Doc> indexes = indexes(home, namespace);
    for (String shard : shards) {
      if (!shard.equals(primary)) {
        copy(servers.shard(shard), namespace, listed, indexes);
      }
    }
    boolean spread = key.isHashed() && empty;
    Doc epoch =
        new DocBuilder().put("lastmodEpoch", Values.objectId(new ObjectId().toByteArray())).build();
    List<Placement.Chunk> chunks =
        spread
            ? spread(key, shards)
            : List.of(new Placement.Chunk(key.bound(LEAST), key.bound(GREATEST), primary));
    servers.insert("chunks", documents(namespace, chunks, epoch));
    servers.set(
        "collections",
        namespace.full(),
        DocBuilder.from(epoch)
            .putDate("lastmod", System.currentTimeMillis())
            .put("dropped", false)
            .put("key", key.pattern())
            .put("unique", request.body().flag("unique"))
            .put("uuid", uuid)
            .put("distributionMode", "sharded")
            .build());
  }

  /// The line of a collection in `listCollections`; it is made if it is not there.
  private Doc collection(RemoteSet home, Namespace namespace) {
    Doc create =
        new DocBuilder().put("create", namespace.collection()).put("$db", namespace.db()).build();
    Doc made = servers.ask(home, create);
    Value code = made.get("code");
    if (code != null && code.asLong() != ServerError.NAMESPACE_EXISTS.code()) {
      var _ = servers.require(home, create);
    }
    Doc named = new DocBuilder().put("name", namespace.collection()).build();
    Doc list =
        new DocBuilder()
            .put("listCollections", 1)
            .put("filter", named)
            .put("$db", namespace.db())
            .build();
    return Servers.batch(servers.require(home, list), "firstBatch").getFirst();
  }

  private static @Nullable UUID uuid(Doc listed) {
    Doc info = listed.doc("info");
    Value uuid = info == null ? null : info.get("uuid");
    return uuid == null ? null : uuid.uuid();
  }

  private List<Doc> indexes(RemoteSet home, Namespace namespace) {
    Doc list =
        new DocBuilder()
            .put("listIndexes", namespace.collection())
            .put("$db", namespace.db())
            .build();
    return Servers.batch(servers.require(home, list), "firstBatch");
  }

  /// A key needs an index, which an empty collection gets by itself.
  private void index(RemoteSet home, Namespace namespace, ShardKey key, boolean empty) {
    boolean there =
        indexes(home, namespace).stream().anyMatch(index -> key.pattern().equals(index.doc("key")));
    if (there) {
      return;
    }
    if (!empty) {
      throw ServerError.INVALID_OPTIONS.because(
          "Please create an index that starts with the proposed shard key before sharding the"
              + " collection");
    }
    String name =
        key.pattern().fields().stream()
            .map(field -> field.name() + "_" + named(field))
            .collect(Collectors.joining("_"));
    Doc index = new DocBuilder().put("v", 2).put("key", key.pattern()).put("name", name).build();
    createIndexes(home, namespace, List.of(index));
  }

  private static String named(Field field) {
    return field.value().isString()
        ? field.value().string()
        : Long.toString(field.value().asLong());
  }

  private void createIndexes(RemoteSet set, Namespace namespace, List<Doc> indexes) {
    var _ =
        servers.require(
            set,
            new DocBuilder()
                .put("createIndexes", namespace.collection())
                .putDocs("indexes", indexes)
                .put("$db", namespace.db())
                .build());
  }

  /// Makes the same collection on another shard: of the same UUID, which only `applyOps` can.
  private void copy(RemoteSet set, Namespace namespace, Doc listed, List<Doc> indexes) {
    DocBuilder create = new DocBuilder().put("create", namespace.collection());
    Doc options = listed.doc("options");
    create.putAll(options == null ? Doc.EMPTY : options);
    Doc primary = listed.doc("idIndex");
    if (primary != null) {
      create.put("idIndex", primary);
    }
    Doc operation =
        new DocBuilder()
            .put("op", "c")
            .put("ns", namespace.db() + ".$cmd")
            .put("ui", Objects.requireNonNull(uuid(listed), "uuid"))
            .put("o", create.build())
            .build();
    var _ =
        servers.require(
            set,
            new DocBuilder()
                .put("applyOps", List.of(operation.asValue()))
                .put("$db", "admin")
                .build());
    createIndexes(set, namespace, indexes);
  }

  /// Of an empty collection with a hashed key: the whole range of hashes in equal parts, two for
  /// each shard, those side by side (the server's
  /// `InitialSplitPolicy::calculateHashedSplitPointsForEmptyCollection`).
  private static List<Placement.Chunk> spread(ShardKey key, List<String> shards) {
    int count = CHUNKS_OF_SHARD * shards.size();
    long width = Long.MAX_VALUE / count * 2;
    List<Value> bounds = new ArrayList<>(List.of(Value.of(0L)));
    for (long bound = width; bounds.size() < count - 1; bound += width) {
      bounds.addFirst(Value.of(-bound));
      bounds.addLast(Value.of(bound));
    }
    bounds.addFirst(LEAST);
    bounds.addLast(GREATEST);
    List<Placement.Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String shard = shards.get(i * shards.size() / count);
      chunks.add(
          new Placement.Chunk(key.bound(bounds.get(i)), key.bound(bounds.get(i + 1)), shard));
    }
    return chunks;
  }

  private static List<Doc> documents(Namespace namespace, List<Placement.Chunk> chunks, Doc epoch) {
    List<Doc> documents = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      documents.add(
          new DocBuilder()
              .put("_id", Values.objectId(new ObjectId().toByteArray()))
              .put("ns", namespace.full())
              .put("min", chunks.get(i).min())
              .put("max", chunks.get(i).max())
              .put("shard", chunks.get(i).shard())
              .putTimestamp("lastmod", 1L << 32 | i)
              .putAll(epoch)
              .build());
    }
    return documents;
  }
}
