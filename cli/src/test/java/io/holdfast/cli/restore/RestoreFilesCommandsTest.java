package io.holdfast.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreFilesCommandsTest {
  private static final String FINISH = "POST /v1/restores/" + Answers.OPERATION + "/finish";
  private static final String TOKEN = Answers.OPERATION + ".1.3fa91c02";

  @TempDir private Path folder;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void finishSendsTheToken() {
    api.answer(FINISH, 202, Answers.running("Recovering", 0, 0));

    CommandRun run =
        CommandRun.of(api, "restore", "finish", "" + Answers.OPERATION, "--token", TOKEN);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Accepted", "holdfast describe " + Answers.OPERATION);
    assertThat(api.request(FINISH).json().path("token").asString()).isEqualTo(TOKEN);
  }

  @Test
  void finishSendsHowTheConfigurationLaysFilesOutAndNothingElseOfIt() throws IOException {
    api.answer(FINISH, 202, Answers.running("Recovering", 0, 0));
    Path file = folder.resolve("mongod.conf");
    Files.writeString(
        file,
        """
        storage:
          dbPath: /elsewhere
          directoryPerDB: true
          wiredTiger:
            engineConfig:
              directoryForIndexes: true
              cacheSizeGB: 8
        net:
          port: 27017
        security:
          enableEncryption: true
          encryptionKeyFile: /keys/key
        """);

    CommandRun run =
        CommandRun.of(
            api, "restore", "finish", "" + Answers.OPERATION, "--token", TOKEN, "-c", "" + file);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(api.request(FINISH).json().path("options").values())
        .extracting(
            option -> option.path("name").asString() + "=" + option.path("value").asString())
        .containsExactly(
            "security.enableEncryption=true",
            "storage.directoryPerDB=true",
            "storage.wiredTiger.engineConfig.directoryForIndexes=true");
  }

  @Test
  void aConfigurationThatSaysNothingOfFilesIsRefused() throws IOException {
    Path file = folder.resolve("mongod.conf");
    Files.writeString(file, "net: {port: 27017}");

    CommandRun run =
        CommandRun.of(
            api, "restore", "finish", "" + Answers.OPERATION, "--token", TOKEN, "-c", "" + file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("says nothing of how data files are laid out");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aRefusedTokenIsExplained() {
    api.refuse(FINISH, 409, "COPY_TOKEN_REFUSED", "The token is of attempt 1.", "Copy again.");

    CommandRun run =
        CommandRun.of(api, "restore", "finish", "" + Answers.OPERATION, "--token", TOKEN);

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).contains("attempt 1", "Copy again.");
  }

  @Test
  void aCopyThatIsAskedForAgainEndsTheWaitWithTheReasonAndTheNewCommand() {
    String ready =
        Answers.running("Waits", 0, 0)
            .replace("\"state\": \"running\"", "\"state\": \"copy_ready\"");
    String another = Answers.OPERATION + ".2.3fa91c02";
    String copy = "GET /v1/restores/" + Answers.OPERATION + "/copy";
    api.answer(FINISH, 202, ready)
        .events("GET /v1/operations/" + Answers.OPERATION + "/events", ready)
        .answer("GET /v1/operations/" + Answers.OPERATION, 200, ready)
        .answer(copy, 200, copy(1, TOKEN, "null"))
        .answer(copy, 200, copy(1, TOKEN, "null"))
        .answer(copy, 200, copy(2, another, "\"rs0/db2:27017: a.wt is missing.\""));

    CommandRun run =
        CommandRun.of(api, "restore", "finish", Answers.OPERATION, "--token", TOKEN, "--wait");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err())
        .contains("COPY_WRONG: rs0/db2:27017: a.wt is missing.")
        .contains(
            "holdfast restore finish " + Answers.OPERATION + " --token " + another + " --wait");
  }

  private static String copy(int attempt, String token, String refusal) {
    return """
        {"id": "%s", "attempt": %d, "token": "%s", "refusal": %s,
         "members": [{"member": "rs0/db2:27017", "copyTo": "/data/.holdfast/new"}]}"""
        .formatted(Answers.OPERATION, attempt, token, refusal);
  }

  @Test
  void anAbortCancelsTheOperation() {
    String cancel = "POST /v1/operations/" + Answers.OPERATION + "/cancel";
    api.answer("GET /v1/restores/" + Answers.OPERATION, 200, Answers.restore("copy_ready", "null"));
    api.answer(cancel, 202, Answers.running("Ready to copy", 0, 0));

    CommandRun run = CommandRun.of(api, "restore", "abort", "" + Answers.OPERATION);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("was asked to end", "old data");
    assertThat(api.request(cancel)).isNotNull();
  }

  @Test
  void anAbortThatDidNotBringTheOldDataBackSaysSoWithItsExitCode() {
    CommandRun run =
        abortAndWait(
            "cancelled",
            """
            , "oldData": {"fate": "back", "stuck": [{"member": "rs0/db2:27017", "why":
             {"code": "MEMBER_UNFIT", "message": "rs0/db2:27017: a stranger.", "hint": "Move it."}}]}""");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.out()).contains("The old data is not back: rs0/db2:27017: a stranger. Move it.");
  }

  @Test
  void anAbortThatCameTooLateSaysSoWithItsExitCode() {
    CommandRun run = abortAndWait("completed", "");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.out()).contains("came too late");
  }

  @Test
  void anAbortAfterTheDecisionIsNotSaidToHaveBeenAccepted() {
    api.answer("GET /v1/restores/" + Answers.OPERATION, 200, Answers.restore("proving", "null"));
    api.refuse(
        "POST /v1/operations/" + Answers.OPERATION + "/cancel",
        409,
        "OPERATION_DECIDED",
        "It is too late.",
        "See how it ends.");
    api.events("GET /v1/operations/" + Answers.OPERATION + "/events");
    api.answer(
        "GET /v1/operations/" + Answers.OPERATION, 200, Answers.ended("restore", "completed", ""));

    CommandRun asked = CommandRun.of(api, "restore", "abort", "" + Answers.OPERATION);
    CommandRun waited = CommandRun.of(api, "restore", "abort", "" + Answers.OPERATION, "--wait");

    assertThat(asked.exitCode()).isEqualTo(11);
    assertThat(asked.err()).contains("OPERATION_DECIDED: It is too late.");
    assertThat(asked.out()).doesNotContain("was asked to end");
    assertThat(waited.exitCode()).isEqualTo(11);
    assertThat(waited.out()).contains("ended: completed", "came too late");
  }

  @Test
  void anAbortAfterWhichTheOldDataIsBackIsASuccess() {
    assertThat(
            abortAndWait("cancelled", ", \"oldData\": {\"fate\": \"back\", \"stuck\": []}")
                .exitCode())
        .isZero();
  }

  private CommandRun abortAndWait(String state, String more) {
    String restore = Answers.restore(state, "null");
    api.answer(
        "GET /v1/restores/" + Answers.OPERATION,
        200,
        restore.substring(0, restore.lastIndexOf('}')) + more + "}");
    api.answer(
        "POST /v1/operations/" + Answers.OPERATION + "/cancel",
        202,
        Answers.running("Ready to copy", 0, 0));
    api.events("GET /v1/operations/" + Answers.OPERATION + "/events");
    api.answer("GET /v1/operations/" + Answers.OPERATION, 200, Answers.ended("restore", state, ""));
    return CommandRun.of(api, "restore", "abort", "" + Answers.OPERATION, "--wait");
  }

  @Test
  void anAbortOfSomethingElseThanARestoreCancelsNothing() {
    api.refuse(
        "GET /v1/restores/" + Answers.OPERATION, 404, "RESTORE_NOT_FOUND", "No restore.", "Look.");

    CommandRun run = CommandRun.of(api, "restore", "abort", "" + Answers.OPERATION);

    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void withoutABackupThereIsNothingToRestore() {
    CommandRun run = CommandRun.of(api, "restore");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("BACKUP");
    assertThat(api.requests()).isEmpty();
  }
}
