package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Commands about databases, collections and indexes: on the primary shard, or on every shard that
/// has some of a collection.
final class RoutedStructure {
  private static final Set<String> OF_CONFIG = Set.of("admin", "config");

  private final Servers servers;
  private final Placements placements;
  private final RemoteCursors cursors;

  RoutedStructure(Servers servers, Placements placements, RemoteCursors cursors) {
    this.servers = servers;
    this.placements = placements;
    this.cursors = cursors;
  }

  /// On the database's primary shard.
  Doc atHome(Request request) {
    return cursors.pass(home(request.db()), request.whole());
  }

  private RemoteSet home(String db) {
    return servers.shard(placements.primary(db));
  }

  /// On each shard that has some of the collection: the first refusal, else the last reply.
  Doc everywhere(Request request) {
    Doc reply = Doc.EMPTY;
    for (String shard : placements.of(request.namespace()).shards()) {
      reply = servers.ask(servers.shard(shard), request.whole());
      if (!reply.flag("ok")) {
        return reply;
      }
    }
    return reply;
  }

  Doc listIndexes(Request request) {
    String shard = placements.of(request.namespace()).shards().getFirst();
    return cursors.pass(servers.shard(shard), request.whole());
  }

  /// What is known of a sharded collection stays, marked as dropped, as on 4.4.
  Doc drop(Request request) {
    Namespace namespace = request.namespace();
    Doc sharded = placements.sharded(namespace);
    if (sharded == null) {
      return servers.ask(home(namespace.db()), request.whole());
    }
    for (String shard : servers.shards()) {
      Doc reply = servers.ask(servers.shard(shard), request.whole());
      Value code = reply.get("code");
      if (!reply.flag("ok")
          && (code == null || code.asLong() != ServerError.NAMESPACE_NOT_FOUND.code())) {
        return reply;
      }
    }
    forget(namespace.full());
    return new DocBuilder().put("ns", namespace.full()).put("ok", 1.0).build();
  }

  private void forget(String namespace) {
    servers.delete("chunks", new DocBuilder().put("ns", namespace).build());
    servers.set("collections", namespace, new DocBuilder().put("dropped", true).build());
    placements.forget();
  }

  Doc dropDatabase(Request request) {
    String db = request.db();
    for (String shard : servers.shards()) {
      var _ = servers.require(servers.shard(shard), request.whole());
    }
    for (Doc each : servers.read("collections", Doc.EMPTY)) {
      String namespace = String.valueOf(each.string("_id"));
      if (namespace.startsWith(db + ".")) {
        forget(namespace);
      }
    }
    servers.delete("databases", new DocBuilder().put("_id", db).build());
    placements.forget();
    return new DocBuilder().put("dropped", db).put("ok", 1.0).build();
  }

  /// Those of all shards, each with its sizes added up; `admin` and `config` are on the config
  /// servers.
  Doc listDatabases(Request request) {
    Map<String, Long> sizes = new TreeMap<>();
    List<RemoteSet> sets = new ArrayList<>(servers.shards().stream().map(servers::shard).toList());
    sets.add(servers.config());
    for (RemoteSet set : sets) {
      Value listed = servers.require(set, request.whole()).get("databases");
      for (Value each : Objects.requireNonNull(listed, "databases").doc().values()) {
        String name = String.valueOf(each.doc().string("name"));
        if (!name.equals("local") && OF_CONFIG.contains(name) == set.equals(servers.config())) {
          Value size = each.doc().get("sizeOnDisk");
          sizes.merge(name, size == null ? 0 : size.asLong(), Long::sum);
        }
      }
    }
    boolean names = request.body().flag("nameOnly");
    List<Doc> databases = new ArrayList<>();
    sizes.forEach(
        (name, size) -> {
          DocBuilder line = new DocBuilder().put("name", name);
          databases.add(
              names ? line.build() : line.put("sizeOnDisk", size).put("empty", false).build());
        });
    DocBuilder reply = new DocBuilder().putDocs("databases", databases);
    if (!names) {
      reply.put("totalSize", sizes.values().stream().mapToLong(Long::longValue).sum());
    }
    return reply.put("ok", 1.0).build();
  }
}
