package io.holdfast.e2e.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.documents.Walkthrough;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.sandbox.LocalMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// External backups of a real replica set, and everything that may go wrong while somebody copies.
/// The commands of the guide and the runbook are run word by word.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalBackupIT {
  private static final String TOKEN = "shop.01K9ZT….1.3fa91c02";
  private static final String FINISH =
      "./holdfast backup finish shop before-upgrade --token " + TOKEN + " --wait";
  private static final String SIGNAL =
      "temporal workflow signal --workflow-id instance/shop --name finish --input '\"%s\"'"
          .formatted(TOKEN);

  @TempDir private static Path folder;
  @AutoClose private static ExternalRig rig;
  private static Walkthrough guide;

  @BeforeAll
  static void start() throws IOException {
    rig = new ExternalRig(folder);
    guide =
        new Walkthrough(
            rig.stack::shell,
            Map.of("INSTANCE", "shop", "NAME", "before-upgrade", "/copies", "" + folder),
            "docs/guide/external.md",
            "docs/runbook/external-backup.md",
            "docs/runbook/external-restore.md");
  }

  @AfterEach
  void noCursorIsLeftOpen() {
    for (LocalMember member : rig.set.members()) {
      assertThat(rig.isCursorOpen(member.host())).as(member.host()).isFalse();
    }
  }

  @Test
  void theCopiedFilesHoldWhatTheSourceHeldAtTheBackupsTime() throws Exception {
    try (BusyWriter writer = new BusyWriter(rig.set.uri())) {
      await().atMost(ExternalRig.LIMIT).until(() -> writer.written() > 150);
      String printed =
          guide.run("./holdfast backup shop -m external --name before-upgrade --list-files");
      JsonNode files = rig.files("before-upgrade");
      JsonNode node = files.at("/nodes/0");
      Map<String, String> here =
          Map.of(
              "db3.example:27017",
              node.path("address").asString(),
              "/var/lib/mongo",
              node.path("dbPath").asString(),
              TOKEN,
              files.path("token").asString());
      assertThat(printed).contains("_mdb_catalog.wt", "storage.bson", "journal/WiredTigerLog.");
      guide.shows("Backup shop/before-upgrade is ready to copy.", printed, here);
      int before = writer.written();
      var _ = guide.run("cd /var/lib/mongo    # the data folder", here);
      CopiedFiles copied = CopiedFiles.at(node, folder.resolve("before-upgrade"));
      await().atMost(ExternalRig.LIMIT).until(() -> writer.written() > before + 60);
      writer.stop();
      assertThat(guide.run("holdfast describe shop/before-upgrade")).contains("Copy from");
      var _ = guide.run(FINISH, here);

      Map<Integer, Integer> expected = writer.ordersAt(copied.time());
      assertThat(expected).hasSizeGreaterThan(90);
      try (Mongod server = copied.bringBack()) {
        assertThat(BusyWriter.ordersIn(server.client())).isEqualTo(expected);
        assertThat(rig.newestEntry(server.client())).isEqualTo(copied.time());
      }
    }
    assertThat(rig.finish("before-upgrade", "shop.x.1.00000000").status()).isEqualTo(409);
    assertThat(
            rig.stack
                .rest()
                .get("/v1/instances/shop/backups/before-upgrade")
                .body()
                .at("/backup/method"))
        .hasToString("\"external\"");
    assertThat(rig.restore("before-upgrade")).isEqualTo("AGENT_MISSING");
  }

  @Test
  void aCursorThatIsKilledMidCopyIsReplacedAndAnOldTokenIsRefused() {
    String operation = rig.start("killed", Map.of());
    JsonNode first = rig.awaitAttempt("killed", 1);

    rig.killCursors(rig.address(first));
    JsonNode second = rig.awaitAttempt("killed", 2);

    Rest.Answer old = rig.finish("killed", first.path("token").asString());
    assertThat(old.status()).isEqualTo(409);
    assertThat(old.code()).isEqualTo("COPY_TOKEN_REFUSED");
    assertThat(old.body().path("detail").asString()).contains("attempt 1");
    assertThat(rig.finish("killed", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(rig.end(operation)).isEqualTo("completed");
  }

  @Test
  void aMemberOutOfReachIsPassedOverAndOneThatIsRestartedMidCopyCostsTheCopyAndNothingElse() {
    LocalMember first = rig.firstChosen();
    rig.set.kill(first);
    String operation = rig.start("restarted", Map.of());
    LocalMember member = rig.member(rig.address(rig.awaitAttempt("restarted", 1)));
    assertThat(member).isNotEqualTo(first);
    rig.set.restart(first);

    rig.set.kill(member);
    rig.set.restart(member);

    JsonNode second = rig.awaitAttempt("restarted", 2);
    assertThat(rig.finish("restarted", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(rig.end(operation)).isEqualTo("completed");
  }

  @Test
  void aSignalFinishesAndRubbishDoesNot() {
    String operation = rig.start("signalled", Map.of());
    JsonNode ready = rig.awaitAttempt("signalled", 1);

    rig.signal(Map.of("no", "token"));
    rig.signal("rubbish");
    await()
        .atMost(ExternalRig.LIMIT)
        .until(() -> rig.files("signalled").path("refusal").asString("").contains("no token"));
    var _ = guide.run(SIGNAL, Map.of(TOKEN, ready.path("token").asString()));

    assertThat(rig.end(operation)).isEqualTo("completed");
  }

  @Test
  void pastTheDeadlineItFailsAndNoCursorIsLeft() {
    String operation = rig.start("late", Map.of("copyDeadlineSeconds", 2));

    assertThat(rig.end(operation)).isEqualTo("failed");
    assertThat(
            rig.stack
                .rest()
                .get("/v1/operations/" + operation)
                .body()
                .at("/failure/code")
                .asString())
        .isEqualTo("COPY_OVERDUE");
  }

  @Test
  void aCancelClosesTheCursor() {
    String operation = rig.start("cancelled", Map.of());
    assertThat(rig.isCursorOpen(rig.address(rig.awaitAttempt("cancelled", 1)))).isTrue();

    var _ = guide.run("./holdfast cancel OPERATION", Map.of("OPERATION", operation));

    assertThat(rig.end(operation)).isEqualTo("cancelled");
  }

  @Test
  void aWorkerKilledWhileSomebodyCopiesCostsTheCopyAndLeavesNoCursor() {
    String operation = rig.start("widowed", Map.of());
    JsonNode first = rig.awaitAttempt("widowed", 1);

    rig.stack.killWorkers();
    rig.stack.startWorker();

    JsonNode second = rig.awaitAttempt("widowed", 2);
    assertThat(rig.finish("widowed", first.path("token").asString()).status()).isEqualTo(409);
    assertThat(rig.finish("widowed", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(rig.end(operation)).isEqualTo("completed");
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
      rig.stack.register("alone", alone.uri());
      String operation = rig.start("alone", "whole", Map.of());
      JsonNode files = rig.awaitAttempt("alone", "whole", 1);
      CopiedFiles copied = CopiedFiles.copy(files, folder.resolve("alone-copied"));
      assertThat(rig.finish("alone", "whole", files.path("token").asString()).status())
          .isEqualTo(202);
      assertThat(rig.end(operation)).isEqualTo("completed");
      assertThat(rig.isCursorOpen(alone.uri().replaceAll("mongodb://|/.*", ""))).isFalse();

      try (Mongod server = copied.open()) {
        assertThat(BusyWriter.ordersIn(server.client())).isEqualTo(Map.of(1, 1, 2, 2));
      }
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyCommandOfThePagesWasRun() {
    guide.leaves("./holdfast demo --external", "DemoIT plays it");
    guide.leaves(
        "holdfast describe INSTANCE/NAME -o json", "the script that copies the files runs it");
    guide.leaves(
        "for (const c of [\"replset.minvalid\", \"replset.oplogTruncateAfterPoint\","
            + " \"replset.election\", \"system.replset\"])",
        "without MongoDB's shell CopiedFiles does it through the driver");

    assertThat(guide.left()).isEmpty();
  }

  private static Document order(int id) {
    return new Document("_id", id).append("text", "x".repeat(id));
  }
}
