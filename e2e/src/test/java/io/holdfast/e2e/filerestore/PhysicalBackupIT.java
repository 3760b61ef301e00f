package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.documents.Walkthrough;
import io.holdfast.e2e.external.BusyWriter;
import io.holdfast.e2e.external.Mongod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Physical backups of a real replica set: agents upload its files, and fetch them again. By the
/// commands of the guide and the runbook, word by word, where nothing is in the way.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PhysicalBackupIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /// The journals alone are some dozen megabytes: enough to be killed in the middle of.
  private static final Map<String, ?> SLOWLY = Map.of("maxBytesPerSecond", 8_000_000);

  private static final String SMALL = "the stand-in's files are too small for the limit";
  private static final String RESTORE = "./holdfast restore INSTANCE/NAME --consent INSTANCE";
  private static final String STATUS = "./holdfast status";

  @TempDir private static Path folder;
  @AutoClose private static FileRestoreRig rig;
  private static Walkthrough guide;

  @BeforeAll
  static void start() throws IOException {
    rig = new FileRestoreRig(folder, 3, Mongod.journal("file_max=16MB"));
    guide =
        new Walkthrough(
            rig.stack::shell,
            Map.of("INSTANCE", "shop", "NAME", "nightly", "URL", "" + repository().toUri()),
            "docs/guide/physical.md",
            "docs/runbook/physical-restore.md");
    var _ = guide.run("./holdfast backup shop -m physical --name nightly --wait");
    deleteOrders();
  }

  private static void deleteOrders() {
    try (MongoClient client = MongoClients.create(rig.set.uri())) {
      var _ = client.getDatabase("shop").getCollection("orders").deleteMany(new Document());
    }
  }

  @Test
  void whatAgentsUploadedUnderAWriterComesBackAsTheOplogHasItThoughItsWorkerIsKilled()
      throws Exception {
    Map<Integer, Integer> expected;
    deleteOrders();
    try (BusyWriter writer = new BusyWriter(rig.set.uri())) {
      await().atMost(LIMIT).until(() -> writer.written() > 150);
      String operation = backUp("busy", SLOWLY);
      awaitParts(operation, "001-rs0-parts/");
      rig.stack.killWorkers();
      rig.stack.startWorker();
      awaitParts(operation, "002-rs0-parts/");
      writer.stop();
      requireCompleted(operation);
      expected = writer.ordersAt(time("busy"));
    }
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(rig.hosts).noneMatch(AgentHost::isCursorOpen);
    var _ = guide.run("./holdfast repo verify URL --backup INSTANCE/NAME", Map.of("NAME", "busy"));
    deleteOrders();

    Map<String, String> busy = Map.of("shop/nightly", "shop/busy");
    assertThat(guide.run("./holdfast restore shop/nightly --consent shop --wait", busy))
        .contains("Restored shop/busy");

    assertThat(orders()).isEqualTo(expected);
    assertCounted("busy", expected.size());
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  /// What the restore was held against.
  private static void assertCounted(String backup, int documents) throws IOException {
    try (Stream<Path> files = Files.walk(repository().resolve("backups/shop"))) {
      Path manifest =
          files
              .filter(file -> file.toString().endsWith("-" + backup + "/manifest.json"))
              .findFirst()
              .orElseThrow();
      JsonNode counts =
          new JsonMapper().readTree(Files.readString(manifest)).at("/external/0/counts");
      assertThat(counts.valueStream())
          .anyMatch(
              count ->
                  count.at("/namespace/collection").asString().equals("orders")
                      && count.path("least").asInt() <= documents
                      && count.path("most").asInt() >= documents);
    }
  }

  @Test
  void aMissingObjectIsNamedBeforeAnythingIsTouchedAndADamagedOneBeforeTheOldDataIsGone()
      throws IOException {
    Map<Integer, Integer> before = orders();
    assertThat(guide.run("./holdfast restore shop/nightly --consent shop --plan"))
        .contains("It would be allowed");
    Path object = largest("nightly");
    byte[] bytes = Files.readAllBytes(object);
    Files.delete(object);

    assertRefused("OBJECT_MISSING", object);

    byte[] damaged = bytes.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(object, damaged);
    assertRefused("OBJECT_CORRUPT", object);
    assertThat(orders()).isEqualTo(before);
    Files.write(object, bytes);
  }

  private static void assertRefused(String code, Path object) {
    JsonNode end = rig.end(rig.restore(Map.of("backup", "nightly")));
    assertThat(end.at("/failure/code").asString()).as(end + rig.logs()).isEqualTo(code);
    assertThat(end.at("/failure/message").asString()).contains(object.getFileName().toString());
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  @Test
  void aMemberWhoseDiskTakesNoMoreIsNamedAndTheOldDataComesBackOnAllOfThem() {
    Assumptions.assumeFalse(rig.set.isStandIn(), SMALL);
    Map<Integer, Integer> before = orders();
    AgentHost guilty = rig.hosts.get(1);
    JsonNode end;
    guilty.limitFiles("8000000"); // Half of a journal.
    try {
      end = rig.end(startAndLook());
    } finally {
      guilty.limitFiles("unlimited");
    }
    assertThat(end.at("/failure/code").asString()).as(end + rig.logs()).isEqualTo("MEMBER_UNFIT");
    assertThat(end.at("/failure/message").asString())
        .contains(guilty.member())
        .doesNotContain(rig.hosts.get(0).member(), rig.hosts.get(2).member());
    assertThat(orders()).isEqualTo(before);
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  private static String startAndLook() {
    String restore = Walkthrough.operation(guide.run(RESTORE));
    String status = guide.run(STATUS);
    // One that has failed already is shown no more.
    boolean runs = rig.calls.look(restore).path("running").asBoolean();
    assertThat(status).contains(runs ? restore : "Temporal    ");
    return restore;
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyCommandOfThePagesWasRun() {
    guide.leaves(
        "./holdfast restore abort OPERATION", "FileRestoreIT aborts, and waits for the end of it");
    if (rig.set.isStandIn()) {
      List.of(RESTORE, STATUS).forEach(step -> guide.leaves(step, SMALL));
    }

    assertThat(guide.left()).isEmpty();
  }

  private static String backUp(String name, Map<String, ?> more) {
    return rig.calls.upload("shop", name, more);
  }

  private static void requireCompleted(String operation) {
    rig.requireCompleted(operation);
  }

  private static BsonTimestamp time(String name) {
    JsonNode point =
        rig.stack
            .rest()
            .get("/v1/instances/shop/backups/" + name)
            .body()
            .at("/backup/content/pointInTime");
    return new BsonTimestamp(point.path("seconds").asInt(), point.path("increment").asInt());
  }

  private static Map<Integer, Integer> orders() {
    try (MongoClient client = MongoClients.create(rig.set.uri())) {
      return BusyWriter.ordersIn(client);
    }
  }

  private static Path repository() {
    return rig.stack.repository();
  }

  /// Waits until the small files of an attempt at the copy are uploaded; the journals take longer.
  private static void awaitParts(String operation, String attempt) {
    await(attempt).atMost(LIMIT).ignoreExceptions().until(() -> parts(operation, attempt) > 1);
  }

  private static long parts(String operation, String attempt) throws IOException {
    try (Stream<Path> files = Files.walk(repository().resolve("operations/shop"))) {
      return files
          .map(Path::toString)
          .filter(path -> path.contains(operation) && path.contains(attempt))
          .count();
    }
  }

  private static Path largest(String backup) throws IOException {
    try (Stream<Path> files = Files.walk(repository().resolve("backups/shop"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("-" + backup + "/rs0/files/"))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }
}
