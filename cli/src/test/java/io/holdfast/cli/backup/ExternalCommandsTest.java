package io.holdfast.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExternalCommandsTest {
  private static final String START = "POST /v1/instances/shop/backups";
  private static final String FILES = "GET /v1/instances/shop/backups/nightly/files?limit=500";
  private static final String MORE =
      "GET /v1/instances/shop/backups/nightly/files?cursor=abc&limit=500";
  private static final String FINISH = "POST /v1/instances/shop/backups/nightly/finish";
  private static final String TOKEN = Answers.OPERATION + ".1.3fa91c02";

  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void listFilesWaitsUntilThereIsSomethingToCopyAndPrintsAllPagesAndTheNextCommand() {
    api.answer(START, 202, started());
    api.refuse(FILES, 409, "COPY_NOT_READY", "not begun", "wait");
    api.answer(FILES, 200, files("[]", "", ""));
    api.answer(FILES, 200, ready(file("a.wt", ", \"size\": 4096"), ", \"next\": \"abc\""));
    api.answer(MORE, 200, ready(file("storage.bson", ""), ""));

    CommandRun run =
        CommandRun.of(
            api, "backup", "shop", "-m", "external", "--list-files", "--copy-deadline", "12h");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("rs0/db3:27017: 2 files", "below /data/rs0", "Attempt        1")
        .containsPattern("a.wt +4,096")
        .containsPattern("storage.bson +all")
        .endsWith("holdfast backup finish shop nightly --token " + TOKEN + "\n");
    assertThat(api.request(START).json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree("{\"method\": \"external\", \"copyDeadlineSeconds\": 43200}"));
  }

  @Test
  void aBackupThatFailsBeforeThereIsSomethingToCopySaysWhy() {
    api.answer(START, 202, started());
    api.refuse(FILES, 409, "OPERATION_FINISHED", "over", "look");
    api.answer(
        "GET /v1/operations/" + Answers.OPERATION,
        200,
        Answers.ended(
            "backup", "failed", Answers.failure("CURSOR_REFUSED", "db3 is locked", "unlock it")));

    CommandRun run = CommandRun.of(api, "backup", "shop", "-m", "external", "--list-files");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).contains("db3 is locked", "unlock it");
  }

  @Test
  void whoCopiesAndWhatKeepsTheFilesIsSaid() {
    api.answer(START, 202, started());

    CommandRun run =
        CommandRun.of(
            api,
            "backup",
            "shop",
            "-m",
            "external",
            "--copy",
            "command",
            "--keep-by",
            "fsync_lock");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(api.request(START).json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"method\": \"external\", \"copy\": \"command\","
                        + " \"keeping\": \"fsync_lock\"}"));
  }

  @Test
  void listFilesIsForExternalBackupsOnly() {
    CommandRun run = CommandRun.of(api, "backup", "shop", "--list-files");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("external");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void finishSendsTheToken() {
    api.answer(FINISH, 202, Answers.running("Proving", 0, 0));

    CommandRun run = CommandRun.of(api, "backup", "finish", "shop", "nightly", "--token", TOKEN);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Accepted", "shop/nightly");
    assertThat(api.request(FINISH).json().path("token").asString()).isEqualTo(TOKEN);
  }

  @Test
  void aRefusedTokenIsExplained() {
    api.refuse(FINISH, 409, "COPY_TOKEN_REFUSED", "The token is of attempt 1.", "Copy again.");

    CommandRun run = CommandRun.of(api, "backup", "finish", "shop", "nightly", "--token", TOKEN);

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).contains("attempt 1", "Copy again.");
  }

  @Test
  void aLostCursorEndsTheWaitWithTheReasonAndTheNewCommand() {
    String ready =
        Answers.running("Waits", 0, 0)
            .replace("\"state\": \"running\"", "\"state\": \"copy_ready\"");
    String another = Answers.OPERATION + ".2.11111111";
    api.answer(FINISH, 202, ready)
        .events("GET /v1/operations/" + Answers.OPERATION + "/events", ready)
        .answer("GET /v1/operations/" + Answers.OPERATION, 200, ready)
        .answer(
            "GET /v1/instances/shop/backups/nightly/files?limit=1",
            200,
            files(
                "[]",
                "",
                ", \"attempt\": 2, \"token\": \"%s\", \"refusal\": \"Attempt 1 is worth nothing.\""
                    .formatted(another)));

    CommandRun run =
        CommandRun.of(api, "backup", "finish", "shop", "nightly", "--token", TOKEN, "--wait");

    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.err())
        .contains("CURSOR_LOST: Attempt 1 is worth nothing.")
        .contains("holdfast backup finish shop nightly --token " + another + " --wait");
  }

  @Test
  void describeShowsWhatIsToBeCopied() {
    api.answer(
        "GET /v1/instances/shop/backups/nightly?include=contents",
        200,
        """
        {"backup": {"instance": "shop", "name": "nightly", "state": "copy_ready",
         "label": "Ready to copy", "method": "external", "trigger": "manual", "description": "",
         "operation": "%s", "startedAt": "2026-11-21T10:00:00Z"}}"""
            .formatted(Answers.OPERATION));
    api.answer(FILES, 200, ready(file("a.wt", ", \"size\": 4096"), ""));
    api.answer("GET /v1/operations/" + Answers.OPERATION, 200, Answers.running("Waits", 0, 0));

    CommandRun run = CommandRun.of(api, "describe", "shop/nightly");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Ready to copy", "Deadline", "a.wt", "--token " + TOKEN);
  }

  private static String started() {
    return "{\"operation\": " + Answers.running("Opening", 0, 0) + ", \"backup\": {}}";
  }

  private static String file(String path, String size) {
    return "{\"address\": \"db3:27017\", \"path\": \"%s\"%s}".formatted(path, size);
  }

  private static String ready(String file, String next) {
    return files(
        """
        [{"replicaSet": "rs0", "address": "db3:27017", "dbPath": "/data/rs0", "files": 2,
          "bytes": 4096, "pointInTime": {"seconds": 1795255205, "increment": 3,
                                         "instant": "2026-11-21T10:00:05Z"}}]""",
        file,
        ", \"attempt\": 1, \"token\": \"%s\", \"deadline\": \"2026-11-22T10:00:00Z\""
            .formatted(TOKEN),
        next);
  }

  private static String files(String nodes, String file, String more) {
    return files(nodes, file, more, "");
  }

  private static String files(String nodes, String file, String more, String next) {
    return """
        {"instance": "shop", "backup": "nightly", "state": "running", "nodes": %s,
         "files": {"items": [%s]%s}%s}"""
        .formatted(nodes, file, next, more);
  }
}
