package io.holdfast.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import io.holdfast.cli.TerminalRecorder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestoreCommandTest {
  private static final String PLAN = "POST /v1/restores/plan";
  private static final String START = "POST /v1/restores";
  private static final String OPEN = "{\"name\": \"target-is-empty\", \"open\": true}";
  private static final String NOT_EMPTY =
      "{\"name\": \"target-is-empty\", \"open\": false, \"refusal\": %s}"
          .formatted(
              Answers.failure("TARGET_NOT_EMPTY", "'shop' holds data.", "Consent by its name."));
  private static final String TOO_OLD =
      "{\"name\": \"same-major-version\", \"open\": false, \"refusal\": %s}"
          .formatted(Answers.failure("VERSION_MISMATCH", "7.0 is not 8.0.", "Allow it."));

  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aPlanChangesNothingAndShowsEveryGate() {
    api.answer(PLAN, 200, Answers.plan(false, "\"geo\", \"travel\"", NOT_EMPTY + "," + OPEN));

    CommandRun run = CommandRun.of(api, "restore", "shop/nightly", "--plan");

    assertThat(run.exitCode()).as("that of the refusal").isEqualTo(11);
    assertThat(run.out())
        .contains("would drop geo, travel", "✗ target-is-empty", "'shop' holds data.")
        .contains("✓ target-is-empty", "It would be refused.");
    assertThat(lines()).containsExactly(PLAN);
  }

  @Test
  void anEmptyTargetNeedsNoConsent() {
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN));
    started();

    CommandRun run =
        CommandRun.of(
            api,
            "restore",
            "shop/nightly",
            "--to",
            "clone",
            "--users",
            "take",
            "--allow-version-mismatch");

    assertThat(run.exitCode()).isZero();
    assertThat(api.request(START).json().toString())
        .isEqualTo(
            "{\"source\":\"shop\",\"backup\":\"nightly\",\"target\":\"clone\",\"users\":\"take\","
                + "\"allowVersionMismatch\":true}");
  }

  @Test
  void aTargetWithDataIsRefusedWhereNobodyCanBeAsked() {
    api.answer(PLAN, 200, Answers.plan(false, "\"geo\"", NOT_EMPTY));

    CommandRun run = CommandRun.of(api, "restore", "shop/nightly");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).contains("'shop' holds data.", "Consent by its name.");
    assertThat(lines()).containsExactly(PLAN);
  }

  @Test
  void aPersonTypesTheNameAndIsToldWhatWillBeLost() {
    api.answer(PLAN, 200, Answers.plan(false, "\"geo\", \"travel\"", NOT_EMPTY));
    started();

    CommandRun run =
        CommandRun.of(new TerminalRecorder().typing("shop\n"), api, "restore", "shop/nightly");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("dropped and replaced: geo, travel", "Type the instance's name");
    assertThat(api.request(START).json().path("consent").asString()).isEqualTo("shop");
  }

  @Test
  void anotherWordIsNoConsent() {
    api.answer(PLAN, 200, Answers.plan(false, "\"geo\"", NOT_EMPTY));

    CommandRun run =
        CommandRun.of(new TerminalRecorder().typing("yes\n"), api, "restore", "shop/nightly");

    assertThat(run.exitCode()).isEqualTo(12);
    assertThat(run.err()).contains("nothing was done");
    assertThat(lines()).containsExactly(PLAN);
  }

  @Test
  void consentDoesNotOpenOtherGates() {
    api.answer(PLAN, 200, Answers.plan(false, "\"geo\"", TOO_OLD + "," + NOT_EMPTY));

    CommandRun run =
        CommandRun.of(new TerminalRecorder().typing("shop\n"), api, "restore", "shop/nightly");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.err()).contains("7.0 is not 8.0.").doesNotContain("Type the instance's name");
    assertThat(lines()).containsExactly(PLAN);
  }

  @Test
  void yesConsentsWithTheTargetsName() {
    api.answer(PLAN, 200, Answers.plan(true, "\"geo\"", OPEN));
    started();

    CommandRun.of(api, "restore", "shop/nightly", "--to", "clone", "--yes");

    assertThat(api.request(PLAN).json().path("consent").asString()).isEqualTo("clone");
    assertThat(api.request(START).json().path("consent").asString()).isEqualTo("clone");
  }

  @Test
  void yesAndConsentExcludeEachOther() {
    assertThat(
            CommandRun.of(api, "restore", "shop/nightly", "--yes", "--consent", "shop").exitCode())
        .isEqualTo(2);
  }

  @Test
  void waitingEndsWithTheProof() {
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN));
    started();
    api.events("GET /v1/operations/" + Answers.OPERATION + "/events")
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended("restore", "completed", ""))
        .answer(
            "GET /v1/restores/" + Answers.OPERATION,
            200,
            Answers.restore(
                "completed",
                "{\"collections\": 3, \"documents\": 34258, \"differences\": 0, \"examples\": []}"));

    CommandRun run = CommandRun.of(api, "restore", "shop/nightly", "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Restored shop/nightly into shop, after 12 s.")
        .contains("Proven: 34,258 documents in 3 collections");
  }

  @Test
  void aRestoreOfFilesIsFollowedByItsDescriptionSinceItWaitsForPeople() {
    api.answer(PLAN, 200, files("rs0/db1:27017", "rs0/db2:27017"));
    started();

    assertThat(CommandRun.of(api, "restore", "shop/nightly", "--consent", "shop").out())
        .contains("Every server of the target is stopped", "have copied the files")
        .endsWith("Next: holdfast describe " + Answers.OPERATION + "\n");
  }

  @Test
  void onlyAClustersRoutersAreToBeStarted() {
    api.answer(PLAN, 200, files("rs0/db1:27017", "rs0/db2:27017"))
        .answer(PLAN, 200, files("sh1/db1:27018", "cfg/db1:27019"));
    started();
    api.events("GET /v1/operations/" + Answers.OPERATION + "/events")
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended("restore", "completed", ""))
        .answer("GET /v1/restores/" + Answers.OPERATION, 200, Answers.restore("completed", "null"));
    String[] command = {"restore", "shop/nightly", "--consent", "shop", "--wait"};

    assertThat(CommandRun.of(api, command).out())
        .contains("runs on the backup's files")
        .doesNotContain("routers");
    assertThat(CommandRun.of(api, command).out()).contains("Start the cluster's routers again.");
  }

  @Test
  void aCorruptBackupIsAnIntegrityErrorThatNamesTheObject() {
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN));
    started();
    api.events("GET /v1/operations/" + Answers.OPERATION + "/events")
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended(
                "restore",
                "failed",
                Answers.failure("OBJECT_CORRUPT", "backups/shop/x is corrupt.", "Use another.")))
        .answer("GET /v1/restores/" + Answers.OPERATION, 200, Answers.restore("failed", ""));

    CommandRun run = CommandRun.of(api, "restore", "shop/nightly", "--wait");

    assertThat(run.exitCode()).isEqualTo(30);
    assertThat(run.err()).contains("backups/shop/x is corrupt.");
  }

  private static String files(String... members) {
    String reports =
        Stream.of(members)
            .map(
                member ->
                    """
                    {"member": "%s", "dataFolder": "/data", "freeBytes": 9, "neededBytes": 4,
                     "server": "4.4.6", "running": true}"""
                        .formatted(member))
            .collect(Collectors.joining(", "));
    return Answers.plan(true, "", OPEN).replaceFirst("\\{", "{\"members\": [" + reports + "], ");
  }

  private List<String> lines() {
    return api.requests().stream().map(FakeApi.Request::line).toList();
  }

  private void started() {
    String operation =
        Answers.ended("restore", "starting", "").replace("\"running\": false", "\"running\": true");
    api.answer(
        START,
        202,
        "{\"operation\": %s, \"restore\": %s}"
            .formatted(operation, Answers.restore("starting", "")));
  }
}
