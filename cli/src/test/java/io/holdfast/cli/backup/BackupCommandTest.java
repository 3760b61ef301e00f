package io.holdfast.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import io.holdfast.cli.TerminalRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackupCommandTest {
  private static final String START = "POST /v1/instances/shop/backups";
  private static final String EVENTS = "GET /v1/operations/" + Answers.OPERATION + "/events";
  private static final String LOOK = "GET /v1/operations/" + Answers.OPERATION;

  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void withoutWaitingItSaysWhichOperationHasBegun() {
    started();

    CommandRun run = CommandRun.of(api, "backup", "shop");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Backup shop/nightly has begun", Answers.OPERATION, "http://127.0.0.1:8233/x");
    assertThat(api.request(START).json().isEmpty()).isTrue();
    assertThat(api.request(START).idempotencyKey()).hasSize(26);
  }

  @Test
  void thatAStandaloneMayBeOfNoOneTimeArrives() {
    started();

    CommandRun.of(api, "backup", "shop", "--consistency", "none");

    assertThat(api.request(START).json().path("consistency").asString()).isEqualTo("none");
  }

  @Test
  void everyOptionArrives() {
    started();

    CommandRun.of(
        api,
        "backup",
        "shop",
        "--name",
        "nightly",
        "--method",
        "logical",
        "--allow-primary",
        "--description",
        "before 8.0",
        "--max-parallel",
        "3",
        "--max-rate",
        "50MB");

    assertThat(api.request(START).json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"name": "nightly", "method": "logical", "allowPrimary": true,
                     "description": "before 8.0", "maxParallel": 3,
                     "maxBytesPerSecond": 50000000}"""));
  }

  @Test
  void waitingShowsTheStagesAndTheResult() {
    started();
    api.events(EVENTS, Answers.running("Dumping", 500_000, 7_800_000))
        .answer(LOOK, 200, Answers.ended("backup", "completed", ""))
        .answer(
            "GET /v1/instances/shop/backups/nightly",
            200,
            "{\"backup\": " + Answers.backup("nightly") + "}");

    CommandRun run = CommandRun.of(api, "backup", "shop", "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEqualTo("Dumping  geo.cities  500 KB of 7.8 MB\n");
    assertThat(run.out())
        .contains("Backup shop/nightly is complete, after 12 s.")
        .contains("34,258 documents in 3 collections", "7.8 MB stored as 2.1 MB");
  }

  @Test
  void aTerminalShowsABarWhileItWaits() {
    started();
    api.events(EVENTS, Answers.running("Dumping", 3_900_000, 7_800_000))
        .answer(LOOK, 200, Answers.ended("backup", "cancelled", ""));

    CommandRun run =
        CommandRun.of(new TerminalRecorder().typing(""), api, "backup", "shop", "--wait");

    assertThat(run.err())
        .contains("█".repeat(12) + "░".repeat(12) + " Dumping  geo.cities  3.9 MB of 7.8 MB");
  }

  @Test
  void theExitCodeOfWaitingIsTheOutcomes() {
    started();
    api.events(EVENTS)
        .answer(
            LOOK,
            200,
            Answers.ended(
                "backup",
                "failed",
                Answers.failure("OPLOG_ROLLED_OVER", "The oplog is too small.", "Enlarge it.")));

    CommandRun run = CommandRun.of(api, "backup", "shop", "--wait");

    assertThat(run.exitCode()).isEqualTo(30);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("holdfast: OPLOG_ROLLED_OVER: The oplog is too small.\n  Enlarge it.\n");
  }

  @Test
  void anOperationThatEndedWithoutAReasonIsAFailureToo() {
    started();
    api.events(EVENTS).answer(LOOK, 200, Answers.ended("backup", "cancelled", ""));

    CommandRun run = CommandRun.of(api, "backup", "shop", "--wait");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).contains("ended as 'cancelled'");
  }

  @Test
  void aProgramGetsTheEndedOperationAndTheProblem() {
    started();
    api.events(EVENTS)
        .answer(
            LOOK,
            200,
            Answers.ended(
                "backup", "failed", Answers.failure("STORAGE_UNAVAILABLE", "No answer.", "Wait.")));

    CommandRun run = CommandRun.of(api, "backup", "shop", "--wait", "-o", "json");

    assertThat(run.exitCode()).isEqualTo(20);
    JsonNode operation = JsonMapper.shared().readTree(run.out());
    assertThat(operation.path("state").asString()).isEqualTo("failed");
    assertThat(JsonMapper.shared().readTree(run.err()).path("code").asString())
        .isEqualTo("STORAGE_UNAVAILABLE");
  }

  @Test
  void aStepThatIsTriedAgainIsNotHidden() {
    started();
    api.events(EVENTS, Answers.retrying("The member is gone."))
        .answer(LOOK, 200, Answers.ended("backup", "cancelled", ""));

    CommandRun run = CommandRun.of(api, "backup", "shop", "--wait");

    assertThat(run.err())
        .contains("LogicalBackup.Dump failed and is tried again (attempt 2): The member is gone.");
  }

  @Test
  void waitingOutlivesAStreamThatBreaksAndAnApiThatIsAway() {
    started();
    api.events(EVENTS)
        .answer(LOOK, 200, Answers.running("Dumping", 1, 2))
        .refuse(LOOK, 503, "TEMPORAL_UNAVAILABLE", "Temporal is away.", "Wait.")
        .answer(LOOK, 200, Answers.ended("backup", "completed", ""))
        .answer(
            "GET /v1/instances/shop/backups/nightly",
            200,
            "{\"backup\": " + Answers.backup("nightly") + "}");

    CommandRun run = CommandRun.of(api, "backup", "shop", "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(api.requests().stream().filter(request -> request.line().equals(EVENTS))).hasSize(3);
  }

  @Test
  void aBusyInstanceIsAConflict() {
    api.refuse(START, 409, "INSTANCE_BUSY", "'shop' is busy.", "Wait for it.");

    CommandRun run = CommandRun.of(api, "backup", "shop");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).isEqualTo("holdfast: INSTANCE_BUSY: 'shop' is busy.\n  Wait for it.\n");
  }

  private void started() {
    api.answer(
        START,
        202,
        "{\"operation\": %s, \"backup\": %s}"
            .formatted(Answers.running("Starting", 0, 0), Answers.backup("nightly")));
  }
}
