package io.holdfast.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import io.holdfast.workflows.model.OperationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusAndCancelTest {
  private static final String CANCEL = "POST /v1/operations/" + Answers.OPERATION + "/cancel";
  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void statusShowsWhereThingsAreAndWhatRuns() {
    api.answer("GET /v1/status", 200, status(Answers.running("Dumping", 1, 2)));

    CommandRun run = CommandRun.of(api, "status");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("file:///backups", "127.0.0.1:7233", "http://127.0.0.1:8233")
        .containsPattern(
            Answers.OPERATION
                + " +backup +shop/nightly +running +Dumping +geo.cities  1 B of 2 B +2026");
  }

  @Test
  void statusSaysWhichStepFailsAndIsTriedAgain() {
    api.answer("GET /v1/status", 200, status(Answers.retrying("No answer.")));

    assertThat(CommandRun.of(api, "status").out())
        .contains(
            Answers.OPERATION + ": LogicalBackup.Dump failed and is tried again (attempt 2): No");
  }

  @Test
  void anIdleHoldfastSaysSo() {
    api.answer("GET /v1/status", 200, status(""));

    assertThat(CommandRun.of(api, "status").out()).contains("Nothing runs.");
  }

  @Test
  void cancelAsksAndReturns() {
    api.answer(CANCEL, 202, Answers.running("Dumping", 1, 2));

    CommandRun run = CommandRun.of(api, "cancel", Answers.OPERATION);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Operation " + Answers.OPERATION + " was asked to end.\n")
        .contains("holdfast describe " + Answers.OPERATION);
  }

  @Test
  void waitingForACancelledOperationIsSuccess() {
    api.answer(CANCEL, 202, Answers.running("Dumping", 1, 2))
        .events("GET /v1/operations/" + Answers.OPERATION + "/events")
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended(
                "backup",
                "cancelled",
                Answers.failure("OPERATION_CANCELLED", "It was cancelled.", "")));

    CommandRun run = CommandRun.of(api, "cancel", Answers.OPERATION, "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("ended: cancelled");
  }

  @Test
  void whatIsOverCannotBeCancelled() {
    api.refuse(CANCEL, 409, "OPERATION_FINISHED", "It has ended.", "Nothing to do.");

    assertThat(CommandRun.of(api, "cancel", Answers.OPERATION).exitCode()).isEqualTo(11);
  }

  @Test
  void whoStopsWaitingIsToldThatTheOperationGoesOn() {
    assertThat(Waiting.goesOn(OperationId.parse(Answers.OPERATION)))
        .contains("the operation goes on", "holdfast cancel " + Answers.OPERATION);
  }

  private static String status(String running) {
    return """
    {"version": "0.1.0",
     "repository": {"url": "file:///backups", "id": "01K9", "reachable": true},
     "temporal": {"address": "127.0.0.1:7233", "namespace": "default", "reachable": true,
                  "ui": "http://127.0.0.1:8233"},
     "running": [%s]}"""
        .formatted(running);
  }
}
