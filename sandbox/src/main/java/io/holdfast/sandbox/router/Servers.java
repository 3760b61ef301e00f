package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The config servers and the shards, all of which hear from each other, through the router, how
/// far the cluster's time is. Reads and writes `config.*`.
final class Servers {
  private final RemoteSet config;
  private final ClusterClock clock;
  private final Map<String, RemoteSet> byName = new ConcurrentHashMap<>();

  Servers(RemoteSet config, ClusterClock clock) {
    this.config = config;
    this.clock = clock;
  }

  RemoteSet config() {
    return config;
  }

  /// A shard by its name. Where it is does not change as long as the router runs.
  RemoteSet shard(String name) {
    return byName.computeIfAbsent(name, this::find);
  }

  private RemoteSet find(String name) {
    List<Doc> found = read("shards", new DocBuilder().put("_id", name).build());
    if (found.isEmpty()) {
      throw ServerError.SHARD_NOT_FOUND.because("Shard " + name + " not found");
    }
    return new RemoteSet(String.valueOf(found.getFirst().string("host")));
  }

  /// Names of the shards, in their order.
  List<String> shards() {
    return read("shards", Doc.EMPTY).stream()
        .map(shard -> String.valueOf(shard.string("_id")))
        .sorted()
        .toList();
  }

  /// The reply of a set's primary, whether it says ok or not.
  ///
  /// @param command which names its database
  Doc ask(RemoteSet set, Doc command) {
    DocBuilder told = new DocBuilder(command.size() + 128);
    for (Field field : command) {
      if (!field.name().equals(ClusterClock.FIELD) && !field.name().equals("$readPreference")) {
        told.put(field);
      }
    }
    Doc time = clock.newest();
    if (time != null) {
      told.put(ClusterClock.FIELD, time);
    }
    Doc reply = set.run(told.build());
    clock.hear(reply);
    return reply;
  }

  /// The same of a command that must not fail.
  Doc require(RemoteSet set, Doc command) {
    Doc reply = ask(set, command);
    if (!reply.flag("ok")) {
      throw refusal(reply);
    }
    return reply;
  }

  /// What a server refused, as if it was refused here.
  private static CommandFailure refusal(Doc reply) {
    Value code = reply.get("code");
    return Stream.of(ServerError.values())
        .filter(error -> code != null && error.code() == code.asLong())
        .findFirst()
        .orElse(ServerError.OPERATION_FAILED)
        .because(String.valueOf(reply.string("errmsg")));
  }

  /// Documents of a collection of `config`.
  List<Doc> read(String collection, Doc filter) {
    return find(config, "config", collection, filter);
  }

  /// Documents of a collection of some server, as many as one batch holds.
  List<Doc> find(RemoteSet set, String db, String collection, Doc filter) {
    Doc reply =
        require(
            set,
            new DocBuilder()
                .put("find", collection)
                .put("filter", filter)
                .put("batchSize", 100_000)
                .put("singleBatch", true)
                .put("$db", db)
                .build());
    return batch(reply, "firstBatch");
  }

  static List<Doc> batch(Doc reply, String name) {
    Doc cursor = reply.doc("cursor");
    Value documents = cursor == null ? null : cursor.get(name);
    return documents == null
        ? List.of()
        : new ArrayList<>(documents.doc().values().stream().map(Value::doc).toList());
  }

  void insert(String collection, List<Doc> documents) {
    write("insert", collection, "documents", documents);
  }

  /// Changes the document of that `_id`, which is made if it is not there.
  void set(String collection, String id, Doc fields) {
    upsert(collection, id, "$set", fields);
  }

  /// Makes the document of that `_id`, unless it is there.
  void makeOnce(String collection, String id, Doc fields) {
    upsert(collection, id, "$setOnInsert", fields);
  }

  private void upsert(String collection, String id, String operator, Doc fields) {
    Doc change =
        new DocBuilder()
            .put("q", new DocBuilder().put("_id", id).build())
            .put("u", new DocBuilder().put(operator, fields).build())
            .put("upsert", true)
            .build();
    write("update", collection, "updates", List.of(change));
  }

  void delete(String collection, Doc filter) {
    Doc deletion = new DocBuilder().put("q", filter).put("limit", 0).build();
    write("delete", collection, "deletes", List.of(deletion));
  }

  private void write(String command, String collection, String name, List<Doc> statements) {
    Doc reply =
        require(
            config,
            new DocBuilder()
                .put(command, collection)
                .putDocs(name, statements)
                .put("writeConcern", new DocBuilder().put("w", "majority").build())
                .put("$db", "config")
                .build());
    if (reply.has("writeErrors")) {
      throw ServerError.OPERATION_FAILED.because("config.%s: %s".formatted(collection, reply));
    }
  }
}
