package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A restore that keeps the old data until the new is proven, on a real server, through the command
/// line and REST: to its end when its worker is killed, and with nothing left of it when its
/// workflow is terminated.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShadowedRestoreIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int MEGABYTES = 12;

  /// More than a server lists in its first answer.
  private static final int SMALL_ONES = 110;

  private static final String NEWER = "newer";

  @AutoClose private RealReplicaSet shop;
  @AutoClose private Stack stack;
  private Map<String, Map<String, String>> backedUp;

  @BeforeAll
  void backUp(@TempDir Path folder) {
    shop = Servers.replicaSet("shop");
    stack =
        Stack.start(
            folder,
            folder.resolve("repository"),
            Map.of("HOLDFAST_WORKER_HEARTBEAT_TIMEOUT", "10s"));
    SampleData.fill(shop.uri(), MEGABYTES);
    inShop(
        database -> {
          for (int i = 0; i < SMALL_ONES; i++) {
            database.getCollection("small-" + i).insertOne(new Document("_id", i));
          }
        });
    stack.register("shop", shop.uri());
    backedUp = SampleData.contents(shop.uri());
    try (ChildProcess backup = stack.command("backup", "shop", "--name", "kept", "--wait")) {
      assertThat(backup.await(LIMIT.toSeconds())).as(backup.output()).isZero();
    }
  }

  @Test
  void aWorkerKilledWhileItLoadsCostsTimeAndNothingElse() {
    spoil();
    try (ChildProcess restore =
        stack.command(
            "restore", "shop/kept", "--consent", "shop", "--replace", "shadow", "--wait")) {
      awaitActivity("Restore.Load");
      assertThat(SampleData.contents(shop.uri())).as("the old data serves").containsKey(NEWER);
      killWorker();

      assertThat(restore.await(LIMIT.toSeconds())).as(restore.output()).isZero();
    }
    assertThat(SampleData.contents(shop.uri())).isEqualTo(backedUp);
  }

  @Test
  void aWorkerKilledWhileItReplacesIsFollowedByOneThatReplacesTheRest() {
    spoil();
    String operation = restore();
    awaitActivity("Restore.Exchange");
    killWorker();

    assertThat(end(operation)).isEqualTo("completed");
    assertThat(SampleData.contents(shop.uri())).isEqualTo(backedUp);
  }

  /// Not only the next restore drops what was loaded: a backup would keep it for ever.
  @Test
  void whatATerminatedRestoreLoadedIsGoneBeforeTheNextBackupLooks() {
    spoil();
    Map<String, Map<String, String>> spoilt = SampleData.contents(shop.uri());
    String terminated = restore();
    await("something loaded beside")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> names().stream().anyMatch(name -> name.startsWith("holdfast.shadow.")));
    Servers.terminate(stack, "instance/shop");

    String next =
        stack.rest().post("/v1/instances/shop/backups", Map.of("name", "after")).operation();

    assertThat(end(next)).isEqualTo("completed");
    assertThat(SampleData.contents(shop.uri())).isEqualTo(spoilt);
    assertThat(end(terminated)).isEqualTo("failed");
  }

  /// What is there before a restore, and not in the backup.
  private void spoil() {
    inShop(
        database -> {
          database.getCollection(NEWER).insertOne(new Document());
          database.getCollection("customers").deleteMany(new Document("n", 1));
          database.getCollection("small-7").drop();
        });
  }

  private String restore() {
    Map<String, Object> body = new HashMap<>();
    body.put("source", "shop");
    body.put("backup", "kept");
    body.put("target", "shop");
    body.put("consent", "shop");
    body.put("replace", "shadow");
    return stack.rest().post("/v1/restores", body).operation();
  }

  private void awaitActivity(String activity) {
    await(activity)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Servers.runs(stack, "instance/shop", activity));
  }

  private void killWorker() {
    stack.killWorkers();
    stack.startWorker();
  }

  private String end(String operation) {
    return stack.rest().awaitEnd(operation, LIMIT).path("state").asString();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    inShop(database -> database.listCollectionNames().into(names));
    return names;
  }

  private void inShop(java.util.function.Consumer<MongoDatabase> work) {
    try (MongoClient client = MongoClients.create(shop.uri())) {
      work.accept(client.getDatabase(SampleData.DATABASE));
    }
  }
}
