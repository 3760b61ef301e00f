package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/// A stack, a real replica set `shop` with an agent for each member, and an external backup of it.
final class FileRestoreRig implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(3);
  static final int BACKED_UP = 500;

  final RealReplicaSet set;
  final Stack stack;
  final List<AgentHost> hosts = new ArrayList<>();
  private final Path copied;

  FileRestoreRig(Path folder, int members) throws IOException {
    Path own = Files.createDirectory(folder.resolve("stack"));
    copied = folder.resolve("copied");
    stack =
        Stack.start(
            own,
            own.resolve("repository"),
            Map.of(
                "HOLDFAST_WORKER_CURSOR_POLL",
                "500ms",
                "HOLDFAST_WORKER_HEARTBEAT_TIMEOUT",
                "10s"));
    set = RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), "rs0", members);
    stack.register("shop", set.uri());
    for (LocalMember member : set.members()) {
      hosts.add(new AgentHost(stack, member, own));
    }
    write(0, BACKED_UP);
    backUp();
    hosts.forEach(AgentHost::awaitAgent);
  }

  /// Inserts orders of these ids, as a majority has them.
  void write(int from, int to) {
    try (MongoClient client = MongoClients.create(set.uri())) {
      var _ =
          client
              .getDatabase("shop")
              .getCollection("orders")
              .withWriteConcern(WriteConcern.MAJORITY)
              .insertMany(
                  IntStream.range(from, to)
                      .mapToObj(id -> new Document("_id", id).append("text", "x".repeat(id % 900)))
                      .toList());
    }
  }

  /// The ids of the orders that the set holds.
  Set<Integer> orders() {
    try (MongoClient client = MongoClients.create(set.uri())) {
      Set<Integer> ids = new TreeSet<>();
      client
          .getDatabase("shop")
          .getCollection("orders")
          .find()
          .forEach(order -> ids.add(order.getInteger("_id")));
      return ids;
    }
  }

  private void backUp() throws IOException {
    Rest rest = stack.rest();
    String path = "/v1/instances/shop/backups";
    Rest.Answer started = rest.post(path, Map.of("name", "files", "method", "external"));
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    JsonNode files =
        await("files to copy")
            .atMost(LIMIT)
            .until(
                () -> rest.get(path + "/files/files?limit=500").body(),
                answer -> answer.has("token"));
    Path source = Path.of(files.at("/nodes/0/dbPath").asString());
    for (JsonNode file : files.at("/files/items")) {
      Path target = copied.resolve(file.path("path").asString());
      Files.createDirectories(target.getParent());
      var _ = Files.copy(source.resolve(file.path("path").asString()), target);
    }
    var _ = rest.post(path + "/files/finish", Map.of("token", files.path("token").asString()));
    assertThat(rest.awaitEnd(started.operation(), LIMIT).path("state").asString())
        .isEqualTo("completed");
  }

  /// Asks for the restore of the backup.
  String restore(Map<String, ?> more) {
    Map<String, Object> body = new java.util.HashMap<>(more);
    body.putAll(Map.of("source", "shop", "backup", "files", "consent", "shop"));
    Rest.Answer answer = stack.rest().post("/v1/restores", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  JsonNode plan() {
    return stack
        .rest()
        .post("/v1/restores/plan", Map.of("source", "shop", "backup", "files", "consent", "shop"))
        .body();
  }

  /// Waits until the restore asks for the copy, the so manieth time.
  JsonNode awaitCopy(String restore, int attempt) {
    return await("attempt %d of %s".formatted(attempt, restore))
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> stack.rest().get("/v1/restores/" + restore + "/copy").body(),
            copy -> {
              if (copy.path("status").asInt(0) == 409
                  && copy.path("code").asString("").equals("OPERATION_FINISHED")) {
                throw new AssertionError(stack.rest().get("/v1/operations/" + restore) + logs());
              }
              return copy.path("attempt").asInt(0) == attempt && copy.has("token");
            });
  }

  /// Puts the backup's files where the restore wants them, as a person would.
  void copyTo(JsonNode copy) throws IOException {
    for (JsonNode place : copy.path("members")) {
      copyTo(Path.of(place.path("copyTo").asString()));
    }
  }

  private void copyTo(Path place) throws IOException {
    try (var files = Files.walk(copied)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = place.resolve(copied.relativize(file).toString());
        Files.createDirectories(target.getParent());
        var _ = Files.copy(file, target);
      }
    }
  }

  void finish(String restore, JsonNode copy) {
    Rest.Answer answer =
        stack
            .rest()
            .post(
                "/v1/restores/" + restore + "/finish",
                Map.of("token", copy.path("token").asString()));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
  }

  void abort(String restore) {
    var _ = stack.rest().post("/v1/operations/" + restore + "/cancel", Map.of());
  }

  String state(String restore) {
    return stack.rest().get("/v1/operations/" + restore).body().path("state").asString();
  }

  JsonNode end(String restore) {
    return stack.rest().awaitEnd(restore, LIMIT);
  }

  /// Waits for a success; where there is none, everything that is known is told.
  void requireCompleted(String restore) {
    JsonNode end = end(restore);
    assertThat(end.path("state").asString()).as(end + logs()).isEqualTo("completed");
  }

  String logs() {
    StringBuilder logs = new StringBuilder("\n" + stack.logs());
    hosts.forEach(host -> logs.append("\n").append(host.member()).append(host.log()));
    return logs.toString();
  }

  @Override
  public void close() {
    stack.close();
    hosts.forEach(AgentHost::close);
    set.close();
  }
}
