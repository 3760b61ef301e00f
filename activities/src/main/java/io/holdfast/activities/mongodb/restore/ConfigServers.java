package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.model.Namespace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/// What the config servers of a cluster know now: which shard owns what, and in which version of
/// that. Throws `MongoException`s while it is read.
final class ConfigServers {
  private static final String ID = "_id";
  private static final String UUID = "uuid";

  private final ClusterMap map;
  private final Map<String, BsonDocument> databases = new HashMap<>();
  private final Map<String, BsonDocument> collections = new HashMap<>();
  private final Map<BsonValue, Integer> versions = new HashMap<>();

  private ConfigServers(Map<String, List<BsonDocument>> read, Cluster cluster) {
    map = ClusterMap.of(cluster, name -> read.getOrDefault(name, List.of()));
    read.getOrDefault("databases", List.of())
        .forEach(database -> databases.put(database.getString(ID).getValue(), database));
    read.getOrDefault("collections", List.of()).stream()
        .filter(collection -> !collection.getBoolean("dropped", BsonBoolean.FALSE).getValue())
        .forEach(collection -> collections.put(collection.getString(ID).getValue(), collection));
    for (BsonDocument chunk : read.getOrDefault("chunks", List.of())) {
      BsonValue collection = chunk.containsKey("ns") ? chunk.get("ns") : chunk.get(UUID);
      BsonTimestamp version = chunk.getTimestamp("lastmod");
      versions.merge(collection, version.getTime(), Math::max);
    }
  }

  static ConfigServers read(Target router, Cluster cluster) {
    Map<String, List<BsonDocument>> read = new HashMap<>();
    for (String name : List.of("databases", "collections", "chunks")) {
      read.put(name, router.sharding(name, new BsonDocument()));
    }
    return new ConfigServers(read, cluster);
  }

  /// What they know of one collection alone.
  static ConfigServers of(Target router, Namespace stored) {
    List<BsonDocument> collections =
        router.sharding("collections", new BsonDocument(ID, new BsonString(stored.toString())));
    List<BsonDocument> chunks = new ArrayList<>();
    for (BsonDocument collection : collections) {
      // By name up to 4.4, by the collection's id since 5.0; either has an index.
      chunks.addAll(router.sharding("chunks", new BsonDocument("ns", collection.get(ID))));
      if (chunks.isEmpty() && collection.containsKey(UUID)) {
        chunks.addAll(router.sharding("chunks", new BsonDocument(UUID, collection.get(UUID))));
      }
    }
    return new ConfigServers(
        Map.of("collections", collections, "chunks", chunks), new Cluster("", List.of(), false));
  }

  ClusterMap map() {
    return map;
  }

  /// The id that each shard's part of a sharded collection has; empty for one that is not.
  Optional<BsonValue> uuid(Namespace stored) {
    return Optional.ofNullable(collections.get(stored.toString()))
        .flatMap(collection -> Optional.ofNullable(collection.get(UUID)));
  }

  /// A text that changes when a chunk of these collections is moved, and not when one is split.
  String version(List<CollectionAt> of) {
    StringBuilder text = new StringBuilder();
    for (CollectionAt collection : of) {
      Namespace stored = collection.stored();
      text.append(stored).append(' ').append(version(stored)).append('\n');
    }
    return HexFormat.of().formatHex(sha256(text.toString()));
  }

  /// A migration raises the first half of a collection's version, a split the second.
  private String version(Namespace stored) {
    BsonDocument collection = collections.get(stored.toString());
    if (collection == null) {
      return String.valueOf(databases.get(stored.database()));
    }
    Integer named = versions.get(collection.get(ID));
    Integer version = named == null ? versions.get(collection.get(UUID)) : named;
    return "%s %s".formatted(collection.get(UUID), version);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
