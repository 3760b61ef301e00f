package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Restores of an external backup onto the three members of a real replica set, and everything that
/// may go wrong meanwhile.
class FileRestoreIT {
  @TempDir private static Path folder;
  @AutoClose private static FileRestoreRig rig;
  private static int written = FileRestoreRig.BACKED_UP;

  @BeforeAll
  static void start() throws IOException {
    Assumptions.assumeTrue(RealReplicaSet.find().isPresent(), "no mongod on the PATH");
    rig = new FileRestoreRig(folder, 3);
  }

  /// Writes something that no backup has.
  private static void writeLate() {
    rig.write(written, written + 10);
    written += 10;
  }

  private static Set<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static void requireBackup() {
    assertThat(rig.orders()).isEqualTo(upTo(FileRestoreRig.BACKED_UP));
    written = FileRestoreRig.BACKED_UP;
    rig.hosts.getFirst().requireNothingLeft();
  }

  @Test
  void theCopiedFilesTakeThePlaceOfTheOldData() throws IOException {
    writeLate();
    String restore = rig.restore(Map.of());
    JsonNode empty = rig.awaitCopy(restore, 1);
    rig.finish(restore, empty);
    JsonNode copy = rig.awaitCopy(restore, 2);
    assertThat(copy.path("refusal").asString()).contains("files in", "is missing");

    rig.copyTo(copy);
    rig.finish(restore, copy);

    rig.requireCompleted(restore);
    requireBackup();
  }

  @Test
  void anAbortPutsTheOldDataBack() {
    writeLate();
    String restore = rig.restore(Map.of());
    rig.awaitCopy(restore, 1);

    rig.abort(restore);

    assertThat(rig.end(restore).path("state").asString()).as(rig.logs()).isEqualTo("cancelled");
    assertThat(rig.orders()).isEqualTo(upTo(written));
    rig.hosts.getFirst().requireNothingLeft();
  }

  @Test
  void agentAndWorkerKilledInTheMiddleCostTimeAndNothingElse() throws IOException {
    AgentHost host = rig.hosts.getFirst();
    writeLate();
    String restore = rig.restore(Map.of("keepOld", true));
    JsonNode copy = rig.awaitCopy(restore, 1);
    rig.stack.killWorkers();
    rig.stack.startWorker();
    host.kill();
    assertThatItIsKnownToBeMissing(host);
    host.restart();
    rig.copyTo(copy);
    rig.finish(restore, copy);
    Path log = host.dbPath().resolve(".holdfast/standalone.log");
    await("the recovery to begin")
        .atMost(FileRestores.LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.exists(log));

    host.killAndRestart();

    rig.requireCompleted(restore);
    assertThat(rig.orders()).isEqualTo(upTo(FileRestoreRig.BACKED_UP));
    written = FileRestoreRig.BACKED_UP;
    assertThat(host.dbPath().resolve(".holdfast/kept-" + restore + "/WiredTiger.wt")).exists();
  }

  /// By name, and while somebody waits for the answer.
  private static void assertThatItIsKnownToBeMissing(AgentHost host) {
    JsonNode plan = rig.plan();

    assertThat(plan.path("allowed").asBoolean()).as(plan.toString()).isFalse();
    assertThat(plan.toString()).contains("AGENT_MISSING", host.member());
  }
}
