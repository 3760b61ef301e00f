package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.external.BusyWriter;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Physical backups of a real replica set: agents upload its files, and fetch them again.
class PhysicalBackupIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /// The journals alone are some hundred megabytes: enough to be killed in the middle of.
  private static final Map<String, ?> SLOWLY = Map.of("maxBytesPerSecond", 40_000_000);

  @TempDir private static Path folder;
  @AutoClose private static FileRestoreRig rig;

  @BeforeAll
  static void start() throws IOException {
    Assumptions.assumeTrue(RealReplicaSet.find().isPresent(), "no mongod on the PATH");
    rig = new FileRestoreRig(folder, 3);
    deleteOrders();
  }

  private static void deleteOrders() {
    try (MongoClient client = MongoClients.create(rig.set.uri())) {
      var _ = client.getDatabase("shop").getCollection("orders").deleteMany(new Document());
    }
  }

  @Test
  void whatAgentsUploadedUnderAWriterComesBackAsTheOplogHasIt() throws Exception {
    Map<Integer, Integer> expected;
    deleteOrders();
    try (BusyWriter writer = new BusyWriter(rig.set.uri())) {
      await().atMost(LIMIT).until(() -> writer.written() > 150);
      requireCompleted(backUp("busy", Map.of()));
      writer.stop();
      expected = writer.ordersAt(time("busy"));
    }
    assertThat(expected).hasSizeGreaterThan(50);
    requireWhole("busy");
    deleteOrders();

    requireCompleted(restore("busy"));

    assertThat(orders()).isEqualTo(expected);
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  @Test
  void anAgentThatIsKilledGoesOnWhereItWasInUploadAndDownload() throws IOException {
    String operation = backUp("killed", SLOWLY);
    // The small files together and storage.bson; the journals take longer.
    await("objects to be uploaded").atMost(LIMIT).until(() -> recorded().size() > 1);
    List<String> uploaded = recorded();
    AgentHost source = host(files("killed").at("/nodes/0/address").asString());

    source.killAndRestart();

    assertThat(recorded()).containsAll(uploaded);
    requireCompleted(operation);
    assertThat(rig.logs()).contains("takes tasks");
    Map<Integer, Integer> before = orders();
    deleteOrders();
    String restore = restore("killed");
    await("the download")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> rig.state(restore).equals("downloading"));
    source.killAndRestart();
    requireCompleted(restore);
    assertThat(orders()).isEqualTo(before);
  }

  @Test
  void aMissingObjectIsNamedBeforeAnythingIsTouchedAndADamagedOneBeforeTheOldDataIsGone()
      throws IOException {
    requireCompleted(backUp("damaged", Map.of()));
    Path object = largest("damaged");
    byte[] bytes = Files.readAllBytes(object);
    Map<Integer, Integer> before = orders();
    Files.delete(object);

    assertRefused(restore("damaged"), "OBJECT_MISSING", object);

    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);
    assertRefused(restore("damaged"), "OBJECT_CORRUPT", object);
    assertThat(orders()).isEqualTo(before);
  }

  @Test
  void aMemberWhoseDiskTakesNoMoreIsNamedAndTheOldDataComesBackOnAllOfThem() {
    requireCompleted(backUp("full", Map.of()));
    Map<Integer, Integer> before = orders();
    AgentHost guilty = rig.hosts.get(1);
    guilty.limitFiles("50000000"); // Half of a journal.

    JsonNode end = rig.end(restore("full"));

    guilty.limitFiles("unlimited");
    assertThat(end.at("/failure/code").asString()).as(end + rig.logs()).isEqualTo("MEMBER_UNFIT");
    assertThat(end.at("/failure/message").asString())
        .contains(guilty.member())
        .doesNotContain(rig.hosts.get(0).member(), rig.hosts.get(2).member());
    assertThat(orders()).isEqualTo(before);
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  private static void assertRefused(String restore, String code, Path object) {
    JsonNode end = rig.end(restore);
    assertThat(end.at("/failure/code").asString()).as(end + rig.logs()).isEqualTo(code);
    assertThat(end.at("/failure/message").asString()).contains(object.getFileName().toString());
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  private static void requireWhole(String backup) {
    try (ChildProcess verify =
        ChildProcess.holdfast(
            List.of(
                "repo", "verify", repository().toUri().toString(), "--backup", "shop/" + backup),
            Map.of(),
            folder.resolve("verify.log"))) {
      assertThat(verify.await(120)).as(verify.output()).isZero();
    }
  }

  private static String backUp(String name, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putAll(Map.of("name", name, "method", "physical"));
    Rest.Answer answer = rig.stack.rest().post("/v1/instances/shop/backups", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  private static String restore(String name) {
    Rest.Answer answer =
        rig.stack
            .rest()
            .post("/v1/restores", Map.of("source", "shop", "backup", name, "consent", "shop"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  private static void requireCompleted(String operation) {
    rig.requireCompleted(operation);
  }

  private static JsonNode files(String name) {
    return rig.stack.rest().get("/v1/instances/shop/backups/" + name + "/files").body();
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

  private static AgentHost host(String address) {
    return rig.hosts.stream()
        .filter(host -> host.member().endsWith("/" + address))
        .findFirst()
        .orElseThrow();
  }

  private static Path repository() {
    return rig.stack.repository();
  }

  /// The records of objects that are uploaded.
  private static List<String> recorded() throws IOException {
    try (Stream<Path> files = Files.walk(repository().resolve("operations/shop"))) {
      return files.map(Path::toString).filter(path -> path.contains("-parts/")).sorted().toList();
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
