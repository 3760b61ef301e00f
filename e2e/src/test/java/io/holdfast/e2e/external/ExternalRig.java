package io.holdfast.e2e.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.filerestore.AgentHost;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.MongodWithFiles;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/// A stack and a real replica set, `shop`, whose external backups the tests take part in as people
/// do.
final class ExternalRig implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String WORKFLOW = "instance/shop";

  final RealReplicaSet set;
  final Stack stack;
  final Path folder;

  /// Where the copy command puts what it copies.
  final Path copies;

  ExternalRig(Path folder) throws IOException {
    this.folder = folder;
    Path own = Files.createDirectory(folder.resolve("stack"));
    copies = folder.resolve("copies");
    stack =
        Stack.start(
            own,
            own.resolve("repository"),
            Map.of(
                "HOLDFAST_WORKER_CURSOR_POLL",
                "500ms",
                "HOLDFAST_WORKER_HEARTBEAT_TIMEOUT",
                "10s",
                "HOLDFAST_WORKER_COPY_COMMAND",
                copyCommand("copy.sh", "", copies).toString()));
    set = RealReplicaSet.start(MongodWithFiles.program(), "rs0", 3, Mongod.SMALL_JOURNAL);
    stack.register("shop", set.uri());
  }

  /// The example that people are given, with a folder, and something to do before, written into it.
  Path copyCommand(String name, String before, Path target) throws IOException {
    Path command = folder.resolve(name);
    String example = Files.readString(Path.of("../docs/examples/copy-with-cp.sh"));
    Files.writeString(
        command,
        example
            .replace("/var/backups/mongodb", target.toString())
            .replace("set -eu\n", "set -eu\n" + before + "\n"));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    return command;
  }

  /// The secondary that is chosen first.
  LocalMember firstChosen() {
    LocalMember primary = set.primary();
    return set.members().stream()
        .filter(member -> !member.equals(primary))
        .min(Comparator.comparing(LocalMember::host))
        .orElseThrow();
  }

  /// An agent of it.
  AgentHost agent(Map<String, String> settings) {
    AgentHost agent = new AgentHost(stack, "shop", firstChosen().host(), folder, settings);
    agent.awaitAgent();
    return agent;
  }

  /// Inserts so many documents into a collection of `shop`, as a majority has them.
  void write(String collection, int count) {
    try (MongoClient client = MongoClients.create(set.uri())) {
      var _ =
          client
              .getDatabase("shop")
              .getCollection(collection)
              .withWriteConcern(WriteConcern.MAJORITY)
              .insertMany(
                  IntStream.range(0, count).mapToObj(id -> new Document("_id", id)).toList());
    }
  }

  String start(String name, Map<String, ?> more) {
    return start("shop", name, more);
  }

  String start(String instance, String name, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("name", name);
    body.put("method", "external");
    Rest.Answer answer = stack.rest().post("/v1/instances/" + instance + "/backups", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  JsonNode files(String name) {
    return stack.rest().get(path("shop", name) + "/files?limit=500").body();
  }

  JsonNode awaitAttempt(String name, int attempt) {
    return awaitAttempt("shop", name, attempt);
  }

  JsonNode awaitAttempt(String instance, String name, int attempt) {
    return await("attempt %d of %s".formatted(attempt, name))
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> stack.rest().get(path(instance, name) + "/files?limit=500").body(),
            files -> files.path("attempt").asInt(0) == attempt && files.has("token"));
  }

  Rest.Answer finish(String name, String token) {
    return finish("shop", name, token);
  }

  Rest.Answer finish(String instance, String name, String token) {
    return stack.rest().post(path(instance, name) + "/finish", Map.of("token", token));
  }

  String path(String instance, String name) {
    return "/v1/instances/" + instance + "/backups/" + name;
  }

  String end(String operation) {
    return stack.rest().awaitEnd(operation, LIMIT).path("state").asString();
  }

  /// The code by which a restore of the backup is refused.
  String restore(String name) {
    String operation =
        stack
            .rest()
            .post("/v1/restores", Map.of("source", "shop", "backup", name, "consent", "shop"))
            .operation();
    return stack.rest().awaitEnd(operation, LIMIT).at("/failure/code").asString();
  }

  void signal(Object token) {
    stack.temporal().workflow(WORKFLOW, run -> run.signal("finish", token));
  }

  /// Ends the workflow from outside, without its clean-up.
  void terminate() {
    stack.temporal().workflow(WORKFLOW, run -> run.terminate("by a test"));
  }

  /// Has Temporal run the newest workflow of the instance again from its beginning.
  ///
  /// @return how that ended
  String reset() {
    AtomicReference<String> end = new AtomicReference<>("");
    stack
        .temporal()
        .workflow(WORKFLOW, run -> end.set(Resetting.reset(run, stack.temporal().address())));
    return end.get();
  }

  boolean isLocked(String address) {
    try (MongoClient client = direct(address)) {
      return client
          .getDatabase("admin")
          .runCommand(new Document("currentOp", 1))
          .getBoolean("fsyncLock", false);
    }
  }

  String address(JsonNode files) {
    return files.at("/nodes/0/address").asString();
  }

  LocalMember member(String address) {
    return set.members().stream()
        .filter(member -> member.host().equals(address))
        .findFirst()
        .orElseThrow();
  }

  BsonTimestamp newestEntry(MongoClient server) {
    Document newest =
        server
            .getDatabase("local")
            .getCollection("oplog.rs")
            .find()
            .sort(new Document("$natural", -1))
            .first();
    return Objects.requireNonNull(newest).get("ts", BsonTimestamp.class);
  }

  /// As somebody who does not know of the backup.
  void killCursors(String address) {
    try (MongoClient client = direct(address)) {
      Document search =
          new Document("$currentOp", new Document("allUsers", true).append("idleCursors", true));
      for (Document found : client.getDatabase("admin").aggregate(List.of(search))) {
        Document cursor = found.get("cursor", Document.class);
        if (cursor != null && cursor.toJson().contains("$backupCursor")) {
          var _ =
              client
                  .getDatabase("admin")
                  .runCommand(
                      new Document("killCursors", "$cmd.aggregate")
                          .append("cursors", List.of(cursor.getLong("cursorId"))));
        }
      }
    }
  }

  boolean isCursorOpen(String address) {
    try (MongoClient client = direct(address)) {
      return client
          .getDatabase("admin")
          .runCommand(new Document("serverStatus", 1))
          .get("storageEngine", Document.class)
          .getBoolean("backupCursorOpen");
    }
  }

  MongoClient direct(String address) {
    return MongoClients.create("mongodb://" + address + "/?directConnection=true");
  }

  @Override
  public void close() {
    stack.close();
    set.close();
  }
}
