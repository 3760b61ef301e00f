package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds out from `config.databases`, `config.collections` and `config.chunks` where documents
/// belong. What it has read is good for a moment only, in place of a real router's versions.
final class Placements {
  private static final Duration GOOD = Duration.ofMillis(100);

  private record Known(Placement placement, long nanoTime) {}

  private final Servers servers;
  private final Map<Namespace, Known> known = new ConcurrentHashMap<>();

  Placements(Servers servers) {
    this.servers = servers;
  }

  /// Has everything be read again.
  void forget() {
    known.clear();
  }

  /// Where a collection is; its database is made if it is not there.
  Placement of(Namespace namespace) {
    Known found = known.get(namespace);
    if (found == null || System.nanoTime() - found.nanoTime() > GOOD.toNanos()) {
      found = new Known(read(namespace), System.nanoTime());
      known.put(namespace, found);
    }
    return found.placement();
  }

  private Placement read(Namespace namespace) {
    Doc sharded = sharded(namespace);
    if (sharded == null) {
      return new Placement.Whole(primary(namespace.db()));
    }
    Doc ofIt = new DocBuilder().put("ns", namespace.full()).build();
    return new Placement.Sharded(
        new ShardKey(Objects.requireNonNull(sharded.doc("key"), "key")),
        servers.read("chunks", ofIt).stream().map(Placements::chunk).toList());
  }

  private static Placement.Chunk chunk(Doc chunk) {
    return new Placement.Chunk(
        Objects.requireNonNull(chunk.doc("min"), "min"),
        Objects.requireNonNull(chunk.doc("max"), "max"),
        Objects.requireNonNull(chunk.string("shard"), "shard"));
  }

  /// The line of a sharded collection in `config.collections`; null for any other.
  @Nullable Doc sharded(Namespace namespace) {
    Doc wanted = new DocBuilder().put("_id", namespace.full()).put("dropped", false).build();
    return servers.read("collections", wanted).stream().findFirst().orElse(null);
  }

  /// The line of a database in `config.databases`; null when there is none.
  @Nullable Doc database(String db) {
    Doc wanted = new DocBuilder().put("_id", db).build();
    return servers.read("databases", wanted).stream().findFirst().orElse(null);
  }

  /// Name of a database's primary shard. One that is new goes to the shard with the fewest, where a
  /// real router goes by their sizes.
  String primary(String db) {
    Doc found = database(db);
    if (found == null) {
      create(db, emptiest());
      found = Objects.requireNonNull(database(db), db);
    }
    return Objects.requireNonNull(found.string("primary"), "primary");
  }

  private String emptiest() {
    Map<String, Integer> counts = new HashMap<>();
    servers.shards().forEach(shard -> counts.put(shard, 0));
    servers
        .read("databases", Doc.EMPTY)
        .forEach(
            each ->
                counts.computeIfPresent(String.valueOf(each.string("primary")), (s, n) -> n + 1));
    return counts.entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElseThrow(() -> ServerError.SHARD_NOT_FOUND.because("No shards found"));
  }

  /// Makes a database known, unless it is.
  void create(String db, String shard) {
    Doc version = new DocBuilder().put("uuid", UUID.randomUUID()).put("lastMod", 1).build();
    Doc line =
        new DocBuilder()
            .put("primary", shard)
            .put("partitioned", false)
            .put("version", version)
            .build();
    servers.makeOnce("databases", db, line);
  }
}
