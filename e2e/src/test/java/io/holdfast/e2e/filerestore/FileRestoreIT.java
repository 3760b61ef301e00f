package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.external.BusyWriter;
import io.holdfast.e2e.external.Mongod;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Restores of an external backup onto the members of a real replica set, and everything that may
/// go wrong meanwhile. The commands of the guide and the runbook are run word by word.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FileRestoreIT {
  @TempDir private static Path folder;
  @AutoClose private static FileRestoreRig rig;
  private static RestorePages pages;
  private static int written = FileRestoreRig.BACKED_UP;

  @BeforeAll
  static void start() throws IOException {
    Assumptions.assumeTrue(RealReplicaSet.find().isPresent(), "no mongod on the PATH");
    rig = new FileRestoreRig(folder, 2, Mongod.SMALL_JOURNAL);
    rig.calls.backUp("shop");
    pages = new RestorePages(rig.stack);
  }

  /// Writes something that no backup has.
  private static void writeLate() {
    rig.write(written, written + 10);
    written += 10;
  }

  private static Set<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aCopyOfAnythingElseIsAskedForAgainOrRefusedAndTheOldDataComesBack() throws IOException {
    writeLate();
    FileRestores later = rig.calls.of("later");
    later.backUp("shop");
    String restore = pages.planAndStart();
    JsonNode copy = rig.awaitCopy(restore, 1);
    for (AgentHost host : rig.hosts) {
      // Every member has the other's files.
      AgentHost other = host == rig.hosts.getFirst() ? rig.hosts.getLast() : rig.hosts.getFirst();
      new FolderContents(other.own("old")).copyTo(host.own("new"));
    }
    pages.finishAsDescribed(restore, rig.hosts.getFirst(), copy);
    copy = rig.awaitCopy(restore, 2);
    assertThat(copy.path("refusal").asString())
        .contains("files in", "WiredTiger.backup is missing");
    rig.calls.copyAgainTo(copy);
    Path missing = rig.hosts.getLast().own("new").resolve("storage.bson");
    Files.delete(missing);
    rig.finish(restore, copy);
    copy = rig.awaitCopy(restore, 3);
    assertThat(copy.path("refusal").asString())
        .contains(rig.hosts.getLast().member(), "1 of", "storage.bson is missing");
    assertThat(rig.calls.refusal("shop", "shop")).isEqualTo("INSTANCE_BUSY");

    later.copyAgainTo(copy);
    rig.finish(restore, copy);

    requireRefused(restore);
    assertThat(rig.orders()).isEqualTo(upTo(written));
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  /// Files of a later moment show in the oplog, unless the list has one that is not among them.
  private static void requireRefused(String restore) {
    String member = rig.set.name() + "/127.0.0.1:";
    JsonNode refused = rig.calls.awaitRefusal(restore, 4);
    if (refused.has("token")) {
      assertThat(refused.path("refusal").asString()).contains(member, "not as the backup lists");
      rig.abort(restore);
      assertThat(rig.end(restore).path("state").asString()).as(rig.logs()).isEqualTo("cancelled");
    } else {
      assertThat(refused.at("/failure/code").asString()).as(rig.logs()).isEqualTo("PROOF_FAILED");
      assertThat(refused.at("/failure/message").asString()).contains(member, "come out at");
    }
  }

  @Test
  void anAbortInWhateverStageLeavesEveryByteOfTheOldData() throws IOException {
    writeLate();
    rig.hosts.forEach(host -> host.server().stop());
    List<Map<String, String>> before = rig.contents();
    String copying = rig.restore(Map.of());
    rig.copyTo(rig.awaitCopy(copying, 1));
    pages.abort(copying);
    assertThat(rig.contents()).isEqualTo(before);

    for (String[] stages : new String[][] {{"RECOVERING", "RECOVERED"}, {"PLACING", "PLACED"}}) {
      String restore = rig.restore(Map.of());
      JsonNode copy = rig.awaitCopy(restore, 1);
      rig.copyTo(copy);
      rig.finish(restore, copy);
      rig.hosts.getFirst().awaitStage(stages);
      requireAborted(restore, before);
    }

    rig.hosts.forEach(AgentHost::startServer);
    assertThat(rig.orders()).isEqualTo(upTo(written));
  }

  private static void requireAborted(String restore, List<Map<String, String>> before)
      throws IOException {
    rig.abort(restore);

    assertThat(rig.end(restore).path("state").asString()).as(rig.logs()).isEqualTo("cancelled");
    assertThat(rig.contents()).isEqualTo(before);
  }

  @Test
  void agentAndWorkerKilledInWhateverStageCostTimeAndNothingElse() throws IOException {
    AgentHost host = rig.hosts.getFirst();
    rig.electSome();
    writeLate();
    String restore = rig.restore(Map.of());
    host.awaitStage("PREPARING", "ASIDE");
    host.killAndRestart();
    JsonNode copy = rig.awaitCopy(restore, 1);
    rig.stack.killWorkers();
    rig.stack.startWorker();
    host.kill();
    assertThatItIsKnownToBeMissing(host);
    host.restart();
    rig.copyTo(copy);
    host.enlargeOldData();
    rig.finish(restore, copy);
    Path log = host.dbPath().resolve(".holdfast/standalone.log");
    await("the recovery to begin")
        .atMost(FileRestores.LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.exists(log));
    host.killAndRestart();
    host.awaitStage("PLACING", "PLACED");
    rig.stack.killWorkers();
    rig.stack.startWorker();
    host.killAndRestart();
    host.awaitSettling();
    rig.stack.killWorkers();
    rig.stack.startWorker();
    host.killAndRestart();

    rig.requireCompleted(restore);
    assertThat(rig.orders()).isEqualTo(upTo(FileRestoreRig.BACKED_UP));
    written = FileRestoreRig.BACKED_UP;
    rig.hosts.forEach(AgentHost::requireNothingLeft);
  }

  /// By name, and while somebody waits for the answer.
  private static void assertThatItIsKnownToBeMissing(AgentHost host) {
    // A worker that has just been started may be too late for the first question.
    JsonNode plan =
        await("an answer")
            .atMost(FileRestores.LIMIT)
            .until(rig::plan, answer -> answer.has("allowed"));

    assertThat(plan.path("allowed").asBoolean()).as(plan.toString()).isFalse();
    assertThat(plan.toString()).contains("AGENT_MISSING", host.member());
  }

  @Test
  void aTerminatedRestoreIsCleanedUpByTheNextWhichOpensEncryptedFilesOfALockedServerAsItIsTold()
      throws IOException {
    try (EncryptedPair servers = new EncryptedPair(folder)) {
      rig.stack.register("alone", servers.alone.uri());
      rig.stack.register("twin", servers.twin.uri());
      var _ =
          rig.calls.backUp(
              "alone", Map.of("keeping", "fsync_lock", "allowPrimary", true), () -> {});
      Map<String, String> settings = pages.settings();
      settings.put("HOLDFAST_AGENT_MONGOD_OPTIONS", servers.options());
      try (AgentHost host = rig.host("twin", servers.twin.address(), settings)) {
        var _ = rig.calls.awaitCopy(rig.calls.restore("alone", "twin", Map.of()), 1);
        rig.stack.temporal().workflow("instance/twin", run -> run.terminate("by a test"));

        String next = rig.calls.restore("alone", "twin", Map.of("keepOld", true));
        JsonNode copy = rig.calls.awaitCopy(next, 1);
        rig.calls.copyTo(copy);
        finishWith("security: {enableEncryption: true}", next, copy);

        rig.requireCompleted(next);
        assertThat(BusyWriter.ordersIn(servers.twin.client())).containsOnlyKeys(1, 2);
        host.requireNothingLeft();
        assertThat(host.own("kept-" + next).resolve("WiredTiger.wt")).exists();
      }
    }
  }

  /// The command line's way, with a configuration file.
  private static void finishWith(String options, String restore, JsonNode copy) throws IOException {
    Path file = Files.writeString(folder.resolve("mongod.conf"), options);
    String token = copy.path("token").asString();
    try (ChildProcess finish =
        rig.stack.command("restore", "finish", restore, "--token", token, "-c", "" + file)) {
      assertThat(finish.await(60)).as(finish.output()).isZero();
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyCommandOfThePagesWasRun() {
    assertThat(pages.left()).isEmpty();
  }
}
