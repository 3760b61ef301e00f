package io.holdfast.e2e.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.filerestore.AgentHost;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.sandbox.LocalMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// External backups of locked members, and those that a command copies, on the real server.
class ExternalKindsIT {
  @TempDir private static Path folder;
  @AutoClose private static ExternalRig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new ExternalRig(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    for (LocalMember member : rig.set.members()) {
      assertThat(rig.isLocked(member.host())).as(member.host() + " locked").isFalse();
      assertThat(rig.isCursorOpen(member.host())).as(member.host() + " cursor").isFalse();
    }
  }

  @Test
  void aCommandCopiesTheFilesOfALockedSecondaryAndTheyComeBack() throws Exception {
    try (BusyWriter writer = new BusyWriter(rig.set.uri())) {
      await().atMost(ExternalRig.LIMIT).until(() -> writer.written() > 100);
      String operation = rig.start("locked", Map.of("keeping", "fsync_lock", "copy", "command"));
      assertThat(rig.end(operation)).isEqualTo("completed");
      writer.stop();

      JsonNode node = rig.files("locked").at("/nodes/0");
      assertThat(node.path("keeping").asString()).isEqualTo("fsync_lock");
      assertThat(node.at("/command/output").asString()).contains("copied to " + rig.copies);
      CopiedFiles copied = CopiedFiles.at(node, rig.copies.resolve("shop/locked-1/rs0"));
      try (Mongod server = copied.bringBack()) {
        assertThat(BusyWriter.ordersIn(server.client()))
            .hasSizeGreaterThan(60)
            .isEqualTo(writer.ordersAt(copied.time()));
      }
    }
    try (ChildProcess describe = rig.stack.command("describe", "shop/locked");
        ChildProcess list = rig.stack.command("list")) {
      assertThat(describe.await(60)).as(describe.output()).isZero();
      assertThat(describe.output())
          .contains(
              "under fsyncLock", "every file below", "but mongod.lock", "Copied by", "copied to ");
      assertThat(list.await(60)).as(list.output()).isZero();
      assertThat(list.output()).contains("elsewhere (lock)");
    }
  }

  @Test
  void whatAnAgentsCommandCopiedCountsForNothingWhenTheAgentIsKilledAndItsNextRoundComesBack()
      throws Exception {
    Path began = folder.resolve("began");
    Path target = folder.resolve("by-agent");
    String waiting = "[ $HOLDFAST_ROUND = 2 ] || { echo $$ > %s; sleep 600; }".formatted(began);
    Path command = rig.copyCommand("by-agent.sh", waiting, target);
    rig.write("kept", 50);
    AgentHost agent = rig.agent(Map.of("HOLDFAST_AGENT_COPY_COMMAND", command.toString()));
    String operation = rig.start("by-agent", Map.of("keeping", "backup_cursor", "copy", "command"));
    long left =
        await("the command")
            .atMost(ExternalRig.LIMIT)
            .ignoreExceptions()
            .until(() -> Long.parseLong(Files.readString(began).strip()), pid -> pid > 0);
    Path note = agent.dbPath().resolve(".holdfast/copy-command");
    await("the note of it").atMost(ExternalRig.LIMIT).until(() -> Files.exists(note));

    agent.kill();
    assertThat(ProcessHandle.of(left)).as("left by the agent").isPresent();
    agent.restart();
    await(agent.log()).until(() -> ProcessHandle.of(left).isEmpty());

    assertThat(rig.end(operation)).as(agent.log()).isEqualTo("completed");
    agent.kill();
    JsonNode node = rig.files("by-agent").at("/nodes/0");
    assertThat(agent.member()).endsWith("/" + node.path("address").asString());
    assertThat(node.at("/command/output").asString()).contains("copied to " + target);
    try (Mongod server = CopiedFiles.at(node, target.resolve("shop/by-agent-2/rs0")).bringBack()) {
      assertThat(server.client().getDatabase("shop").getCollection("kept").countDocuments())
          .isEqualTo(50);
    }
  }

  @Test
  void aWorkerKilledWhileItHoldsALockCostsTheCopyAndTheMemberIsUnlocked() {
    String operation = rig.start("orphaned", Map.of("keeping", "fsync_lock"));
    String locked = rig.address(rig.awaitAttempt("orphaned", 1));
    assertThat(rig.isLocked(locked)).isTrue();

    rig.stack.killWorkers();
    rig.stack.startWorker();

    JsonNode second = rig.awaitAttempt("orphaned", 2);
    assertThat(rig.finish("orphaned", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(rig.end(operation)).isEqualTo("completed");
  }

  @Test
  void aLockOutlivesNeitherItsWorkerNorTemporal() {
    var _ = rig.start("abandoned", Map.of("keeping", "fsync_lock"));
    String locked = rig.address(rig.awaitAttempt("abandoned", 1));
    rig.terminate();
    rig.stack.temporal().kill();
    assertThat(rig.isLocked(locked)).isTrue();

    rig.stack.killWorkers();

    await().atMost(Duration.ofSeconds(5)).until(() -> !rig.isLocked(locked));
    rig.stack.temporal().restart();
    rig.stack.startWorker();
    String next =
        rig.stack.rest().post("/v1/instances/shop/backups", Map.of("name", "cleaning")).operation();
    assertThat(rig.end(next)).isEqualTo("completed");
  }

  @Test
  void temporalAwayForLongerThanAHeartbeatCostsTheCopyAndNothingElse() {
    String operation = rig.start("alone", Map.of());
    String member = rig.address(rig.awaitAttempt("alone", 1));

    rig.stack.temporal().kill();
    await().atMost(ExternalRig.LIMIT).until(() -> !rig.isCursorOpen(member));
    rig.stack.temporal().restart();

    JsonNode second = rig.awaitAttempt("alone", 2);
    assertThat(rig.finish("alone", second.path("token").asString()).status()).isEqualTo(202);
    assertThat(rig.end(operation)).isEqualTo("completed");
  }

  @Test
  void aWorkflowThatIsResetAfterItsFinishLeavesTheCompleteBackupAsItIs() {
    String operation = rig.start("reset", Map.of());
    JsonNode ready = rig.awaitAttempt("reset", 1);
    rig.signal(ready.path("token").asString());
    assertThat(rig.end(operation)).isEqualTo("completed");

    assertThat(rig.reset()).isEqualTo("WORKFLOW_EXECUTION_STATUS_FAILED");

    assertThat(rig.files("reset").path("state").asString()).isEqualTo("completed");
  }
}
