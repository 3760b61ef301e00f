package io.holdfast.e2e.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// External backups of a real replica set, and everything that may go wrong while somebody copies.
class ExternalBackupIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private static Path folder;
  @AutoClose private static RealReplicaSet set;
  @AutoClose private static Stack stack;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(RealReplicaSet.find().isPresent(), "no mongod on the PATH");
    Path stackFolder = Files.createDirectory(folder.resolve("stack"));
    stack =
        Stack.start(
            stackFolder,
            stackFolder.resolve("repository"),
            Map.of("HOLDFAST_WORKER_CURSOR_POLL", "500ms"));
    set = RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), "rs0", 3);
    stack.register("shop", set.uri());
  }

  @AfterEach
  void noCursorIsLeftOpen() {
    for (LocalMember member : set.members()) {
      assertThat(isCursorOpen(member.host())).as(member.host()).isFalse();
    }
  }

  @Test
  void theCopiedFilesHoldWhatTheSourceHeldAtTheBackupsTime() throws Exception {
    try (BusyWriter writer = new BusyWriter(set.uri())) {
      await().until(() -> writer.written() > 500);
      try (ChildProcess backup =
          stack.command("backup", "shop", "-m", "external", "--name", "copied", "--list-files")) {
        assertThat(backup.await(120)).as(backup.output()).isZero();
        assertThat(backup.output())
            .contains("_mdb_catalog.wt", "storage.bson", "journal/WiredTigerLog.", "Copy from")
            .contains("holdfast backup finish shop copied --token shop.");
      }
      JsonNode files = files("copied");
      int before = writer.written();
      CopiedFiles copied = CopiedFiles.copy(files, folder.resolve("copied"));
      await().until(() -> writer.written() > before + 200);
      String token = files.path("token").asString();
      try (ChildProcess finish =
          stack.command("backup", "finish", "shop", "copied", "--token", token, "--wait")) {
        assertThat(finish.await(120)).as(finish.output()).isZero();
      }
      writer.stop();

      Map<Integer, Integer> expected = writer.ordersAt(copied.time());
      assertThat(expected).hasSizeGreaterThan(300);
      try (Mongod server = copied.bringBack()) {
        assertThat(BusyWriter.ordersIn(server.client())).isEqualTo(expected);
        assertThat(newestEntry(server.client())).isEqualTo(copied.time());
      }
    }
    assertThat(finish("copied", "shop.x.1.00000000").status()).isEqualTo(409);
    assertThat(stack.rest().get("/v1/instances/shop/backups/copied").body().at("/backup/method"))
        .hasToString("\"external\"");
    assertThat(restore("copied")).isEqualTo("METHOD_NOT_SUPPORTED");
  }

  @Test
  void aCursorThatIsKilledMidCopyIsReplacedAndAnOldTokenIsRefused() {
    String operation = start("killed", Map.of());
    JsonNode first = awaitAttempt("killed", 1);

    killCursors(address(first));
    JsonNode second = awaitAttempt("killed", 2);

    Rest.Answer old = finish("killed", first.path("token").asString());
    assertThat(old.status()).isEqualTo(409);
    assertThat(old.code()).isEqualTo("COPY_TOKEN_REFUSED");
    assertThat(old.body().path("detail").asString()).contains("attempt 1");
    assertThat(finish("killed", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(end(operation)).isEqualTo("completed");
  }

  @Test
  void aServerThatIsRestartedMidCopyCostsTheCopyAndNothingElse() {
    String operation = start("restarted", Map.of());
    LocalMember member = member(address(awaitAttempt("restarted", 1)));

    set.kill(member);
    set.restart(member);

    JsonNode second = awaitAttempt("restarted", 2);
    assertThat(finish("restarted", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(end(operation)).isEqualTo("completed");
  }

  @Test
  void aSignalFinishesAndRubbishDoesNot() {
    String operation = start("signalled", Map.of());
    JsonNode ready = awaitAttempt("signalled", 1);

    signal(Map.of("no", "token"));
    signal("rubbish");
    await().until(() -> files("signalled").path("refusal").asString("").contains("no token"));
    signal(ready.path("token").asString());

    assertThat(end(operation)).isEqualTo("completed");
  }

  @Test
  void pastTheDeadlineItFailsAndNoCursorIsLeft() {
    String operation = start("late", Map.of("copyDeadlineSeconds", 2));

    assertThat(end(operation)).isEqualTo("failed");
    assertThat(
            stack.rest().get("/v1/operations/" + operation).body().at("/failure/code").asString())
        .isEqualTo("COPY_OVERDUE");
  }

  @Test
  void aCancelClosesTheCursor() {
    String operation = start("cancelled", Map.of());
    assertThat(isCursorOpen(address(awaitAttempt("cancelled", 1)))).isTrue();

    var _ = stack.rest().post("/v1/operations/" + operation + "/cancel", Map.of());

    assertThat(end(operation)).isEqualTo("cancelled");
  }

  @Test
  void aWorkerKilledWhileSomebodyCopiesCostsTheCopyAndLeavesNoCursor() {
    String operation = start("widowed", Map.of());
    JsonNode first = awaitAttempt("widowed", 1);

    stack.killWorkers();
    stack.startWorker();

    JsonNode second = awaitAttempt("widowed", 2);
    assertThat(finish("widowed", first.path("token").asString()).status()).isEqualTo(409);
    assertThat(finish("widowed", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(end(operation)).isEqualTo("completed");
  }

  @Test
  void theFilesOfAStandaloneServerComeBackAsTheyAre() throws Exception {
    Path data = Files.createDirectory(folder.resolve("alone"));
    try (Mongod alone = Mongod.start(data)) {
      var _ =
          alone
              .client()
              .getDatabase("shop")
              .getCollection("orders")
              .insertMany(List.of(order(1), order(2)));
      stack.register("alone", alone.uri());
      String operation = start("alone", "whole", Map.of());
      JsonNode files = awaitAttempt("alone", "whole", 1);
      CopiedFiles copied = CopiedFiles.copy(files, folder.resolve("alone-copied"));
      assertThat(finish("alone", "whole", files.path("token").asString()).status()).isEqualTo(202);
      assertThat(end(operation)).isEqualTo("completed");
      assertThat(isCursorOpen(alone.uri().replaceAll("mongodb://|/.*", ""))).isFalse();

      try (Mongod server = copied.open()) {
        assertThat(BusyWriter.ordersIn(server.client())).isEqualTo(Map.of(1, 1, 2, 2));
      }
    }
  }

  private static Document order(int id) {
    return new Document("_id", id).append("text", "x".repeat(id));
  }

  private static String start(String name, Map<String, ?> more) {
    return start("shop", name, more);
  }

  private static String start(String instance, String name, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("name", name);
    body.put("method", "external");
    Rest.Answer answer = stack.rest().post("/v1/instances/" + instance + "/backups", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  private static JsonNode files(String name) {
    return stack.rest().get(path("shop", name) + "/files?limit=500").body();
  }

  private static JsonNode awaitAttempt(String name, int attempt) {
    return awaitAttempt("shop", name, attempt);
  }

  private static JsonNode awaitAttempt(String instance, String name, int attempt) {
    return await("attempt %d of %s".formatted(attempt, name))
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> stack.rest().get(path(instance, name) + "/files?limit=500").body(),
            files -> files.path("attempt").asInt(0) == attempt && files.has("token"));
  }

  private static Rest.Answer finish(String name, String token) {
    return finish("shop", name, token);
  }

  private static Rest.Answer finish(String instance, String name, String token) {
    return stack.rest().post(path(instance, name) + "/finish", Map.of("token", token));
  }

  private static String path(String instance, String name) {
    return "/v1/instances/" + instance + "/backups/" + name;
  }

  private static String end(String operation) {
    return stack.rest().awaitEnd(operation, LIMIT).path("state").asString();
  }

  /// The code by which a restore of the backup is refused.
  private static String restore(String name) {
    String operation =
        stack
            .rest()
            .post("/v1/restores", Map.of("source", "shop", "backup", name, "consent", "shop"))
            .operation();
    return stack.rest().awaitEnd(operation, LIMIT).at("/failure/code").asString();
  }

  private static void signal(Object token) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(stack.temporal().address()).build());
    try {
      WorkflowClient.newInstance(service)
          .newUntypedWorkflowStub("instance/shop")
          .signal("finish", token);
    } finally {
      service.shutdownNow();
    }
  }

  private static String address(JsonNode files) {
    return files.at("/nodes/0/address").asString();
  }

  private static LocalMember member(String address) {
    return set.members().stream()
        .filter(member -> member.host().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static BsonTimestamp newestEntry(MongoClient server) {
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
  private static void killCursors(String address) {
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

  private static boolean isCursorOpen(String address) {
    try (MongoClient client = direct(address)) {
      return client
          .getDatabase("admin")
          .runCommand(new Document("serverStatus", 1))
          .get("storageEngine", Document.class)
          .getBoolean("backupCursorOpen");
    }
  }

  private static MongoClient direct(String address) {
    return MongoClients.create("mongodb://" + address + "/?directConnection=true");
  }
}
