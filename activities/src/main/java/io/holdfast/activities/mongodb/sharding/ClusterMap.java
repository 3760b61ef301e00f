package io.holdfast.activities.mongodb.sharding;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.proof.CollectionDocuments;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;

/// What a cluster's config servers knew at the point in time: which shard owns what.
///
/// A collection that is not sharded belongs to its database's primary shard, what is in `admin` to
/// the config servers. Whatever else lies on a shard is an orphan: left behind by a chunk or a
/// database that was moved, or written to the shard past the routers.
public final class ClusterMap {
  private static final String CONFIG = "config";
  private static final String ID = "_id";

  private final Cluster cluster;
  private final Map<String, String> shardOfSet = new HashMap<>();
  private final Map<String, String> primaries = new HashMap<>();
  private final Map<Namespace, Sharding> sharded = new TreeMap<>();
  private final Map<Namespace, List<ZoneRange>> zones = new HashMap<>();
  private final Map<String, Set<String>> zonedShards = new TreeMap<>();
  private final List<String> settings = new ArrayList<>();

  private ClusterMap(Cluster cluster) {
    this.cluster = cluster;
    for (Shard shard : cluster.shards()) {
      shardOfSet.put(shard.replicaSet(), shard.name());
    }
  }

  /// Reads the map.
  ///
  /// @param config the config servers' part of the backup
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT
  public static ClusterMap of(Cluster cluster, BackupSet config, Timeline timeline) {
    return of(cluster, name -> documents(config, timeline, name));
  }

  /// Reads the map of what the config servers know.
  ///
  /// @param documents of the collection of this name in `config`
  public static ClusterMap of(Cluster cluster, Function<String, List<BsonDocument>> documents) {
    ClusterMap map = new ClusterMap(cluster);
    for (BsonDocument database : documents.apply("databases")) {
      map.primaries.put(text(database, ID), text(database, "primary"));
    }
    // By name up to 4.4, by the collection's id since 5.0.
    Map<BsonValue, List<Sharding.Chunk>> chunks = new HashMap<>();
    for (BsonDocument chunk : documents.apply("chunks")) {
      BsonValue collection = chunk.containsKey("ns") ? chunk.get("ns") : chunk.get("uuid");
      chunks
          .computeIfAbsent(collection, _ -> new ArrayList<>())
          .add(new Sharding.Chunk(chunk.getDocument("min"), text(chunk, "shard")));
    }
    for (BsonDocument collection : documents.apply("collections")) {
      if (!collection.getBoolean("dropped", BsonBoolean.FALSE).getValue()) {
        map.add(collection, chunks);
      }
    }
    map.readZones(documents);
    documents.apply("settings").forEach(each -> map.settings.add(text(each, ID)));
    return map;
  }

  private void readZones(Function<String, List<BsonDocument>> documents) {
    for (BsonDocument range : documents.apply("tags")) {
      zones
          .computeIfAbsent(
              TimeSeries.ofBuckets(Namespace.parse(text(range, "ns"))), _ -> new ArrayList<>())
          .add(
              new ZoneRange(
                  text(range, "tag"), range.getDocument("min"), range.getDocument("max")));
    }
    for (BsonDocument shard : documents.apply("shards")) {
      Set<String> own = new TreeSet<>();
      shard.getArray("tags", new BsonArray()).forEach(zone -> own.add(zone.asString().getValue()));
      zonedShards.put(text(shard, ID), own);
    }
  }

  private void add(BsonDocument collection, Map<BsonValue, List<Sharding.Chunk>> chunks) {
    List<Sharding.Chunk> own = chunks.get(collection.get(ID));
    if (own == null) {
      own = chunks.getOrDefault(collection.get("uuid"), List.of());
    }
    // Of a time series the buckets are sharded, by a key of theirs.
    Namespace namespace = TimeSeries.ofBuckets(Namespace.parse(text(collection, ID)));
    if (!own.isEmpty() && !namespace.database().equals(CONFIG)) {
      boolean unique = collection.getBoolean("unique", BsonBoolean.FALSE).getValue();
      sharded.put(namespace, new Sharding(namespace, collection.getDocument("key"), unique, own));
    }
  }

  private static List<BsonDocument> documents(BackupSet set, Timeline timeline, String name) {
    Namespace namespace = new Namespace(CONFIG, name);
    return timeline.collections().stream()
        .filter(collection -> collection.namespace().equals(namespace))
        .flatMap(collection -> CollectionDocuments.of(set, timeline, collection).stream())
        .map(document -> document.view().decode(new BsonDocumentCodec()))
        .toList();
  }

  private static String text(BsonDocument document, String field) {
    return document.getString(field, new BsonString("")).getValue();
  }

  /// How a collection is sharded; empty for one that is not.
  public Optional<Sharding> sharding(Namespace namespace) {
    return Optional.ofNullable(sharded.get(namespace));
  }

  /// The collections that are sharded, by name.
  public Set<Namespace> sharded() {
    return Collections.unmodifiableSet(sharded.keySet());
  }

  /// The ranges of a collection's shard key that belong to zones.
  public List<ZoneRange> zones(Namespace namespace) {
    return Collections.unmodifiableList(zones.getOrDefault(namespace, List.of()));
  }

  /// Each shard's zones.
  public Map<String, Set<String>> zonedShards() {
    return Collections.unmodifiableMap(zonedShards);
  }

  /// Names of the settings that somebody gave the cluster, such as `balancer` and `chunksize`.
  public List<String> settings() {
    return Collections.unmodifiableList(settings);
  }

  /// Name of a database's primary shard; empty for one that the cluster does not know.
  public Optional<String> primary(String database) {
    return Optional.ofNullable(primaries.get(database));
  }

  /// Name of the shard that owns a document; empty where no shard does, of what is in `admin`.
  public Optional<String> owner(Namespace namespace, RawDocument document) {
    Sharding sharding = sharded.get(namespace);
    return sharding == null ? primary(namespace.database()) : Optional.of(sharding.owner(document));
  }

  /// Names of the shards that may own documents of a collection.
  public Set<String> owners(Namespace namespace) {
    Sharding sharding = sharded.get(namespace);
    Set<String> owners = new TreeSet<>();
    if (sharding == null) {
      primary(namespace.database()).ifPresent(owners::add);
    } else {
      sharding.chunks().forEach(chunk -> owners.add(chunk.shard()));
    }
    return owners;
  }

  /// Whether the definition of a collection or view that a set has is that of the cluster: its
  /// options and indexes. Of a sharded collection the primary shard's is.
  public boolean defines(String replicaSet, Namespace namespace) {
    String database = namespace.database();
    return database.equals("admin")
        ? replicaSet.equals(cluster.configServers())
        : name(replicaSet).equals(primaries.get(database));
  }

  /// Whether a set may own documents of a collection.
  public boolean mayOwn(String replicaSet, Namespace namespace) {
    Sharding sharding = sharded.get(namespace);
    return sharding == null
        ? defines(replicaSet, namespace)
        : sharding.chunks().stream().anyMatch(chunk -> chunk.shard().equals(name(replicaSet)));
  }

  /// Whether a set owns a document of a collection.
  public boolean owns(String replicaSet, Namespace namespace, RawDocument document) {
    Sharding sharding = sharded.get(namespace);
    return sharding == null
        ? defines(replicaSet, namespace)
        : sharding.owner(document).equals(name(replicaSet));
  }

  /// The set's name as a shard; its own, which no shard has, when it is none.
  private String name(String replicaSet) {
    return shardOfSet.getOrDefault(replicaSet, "");
  }
}
