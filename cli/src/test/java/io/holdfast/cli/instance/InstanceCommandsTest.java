package io.holdfast.cli.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import io.holdfast.cli.TerminalRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceCommandsTest {
  private static final String SHOP =
      """
      {"id": "shop", "engine": "mongodb", "connectionString": "mongodb://db1/?replicaSet=rs0",
       "description": "orders", "registeredAt": "2026-11-21T10:00:00Z"}""";

  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void addSendsTheLoginByReference() {
    api.answer("POST /v1/instances", 201, SHOP);

    CommandRun run =
        CommandRun.of(
            api,
            "instance",
            "add",
            "shop",
            "mongodb://db1/?replicaSet=rs0",
            "--user",
            "holdfast",
            "--password-from",
            "env:SHOP_PASSWORD",
            "--description",
            "orders");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Instance shop is registered.", "holdfast instance show shop looks whether");
    assertThat(api.request("POST /v1/instances").json().toString())
        .isEqualTo(
            "{\"id\":\"shop\",\"connectionString\":\"mongodb://db1/?replicaSet=rs0\","
                + "\"credentials\":{\"username\":\"holdfast\",\"password\":\"env:SHOP_PASSWORD\"},"
                + "\"description\":\"orders\"}");
  }

  @Test
  void addTellsOfAnInstanceThatHasTheSameHosts() {
    api.answer(
        "POST /v1/instances",
        201,
        SHOP.replace("\"orders\"", "\"orders\", \"sharesHostsWith\": [\"boutique\"]"));

    CommandRun run = CommandRun.of(api, "instance", "add", "shop", "mongodb://db1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Note: boutique has the same hosts.");
  }

  @Test
  void aLoginIsGivenWholeOrNotAtAll() {
    CommandRun run =
        CommandRun.of(api, "instance", "add", "shop", "mongodb://db1", "--user", "holdfast");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--password-from");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aPasswordIsTypedOrReadAndSentOnceToBeSealed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "hush hush \nnot this\n");
    api.answer("POST /v1/instances", 201, SHOP);
    String[] add = {"instance", "add", "shop", "mongodb://db1", "--user", "holdfast"};

    CommandRun typed = CommandRun.of(new TerminalRecorder().typing("hush hush\n"), api, add);
    assertThat(secretSent()).isEqualTo("hush hush");
    String[] fromFile = Arrays.copyOf(add, add.length + 2);
    fromFile[add.length] = "--password-file";
    fromFile[add.length + 1] = file.toString();
    CommandRun read = CommandRun.of(api, fromFile);
    assertThat(secretSent()).isEqualTo("hush hush ");

    for (CommandRun run : List.of(typed, read)) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out() + run.err()).doesNotContain("hush");
    }
  }

  private String secretSent() {
    return api.requests().getLast().json().at("/credentials/secret").asString();
  }

  @Test
  void updateSendsOnlyWhatIsNamed() {
    api.answer("PATCH /v1/instances/shop", 200, SHOP);

    CommandRun moved =
        CommandRun.of(
            api,
            "instance",
            "update",
            "shop",
            "--connection-string",
            "mongodb://db9",
            "--description",
            "");
    assertThat(moved.exitCode()).isZero();
    assertThat(moved.out()).contains("Instance shop is changed.", "holdfast instance show shop");
    assertThat(sent()).isEqualTo("{\"connectionString\":\"mongodb://db9\",\"description\":\"\"}");

    CommandRun.of(api, "instance", "update", "shop", "--password-from", "env:NEW");
    assertThat(sent()).isEqualTo("{\"credentials\":{\"password\":\"env:NEW\"}}");

    CommandRun.of(
        new TerminalRecorder().typing("hush\n"),
        api,
        "instance",
        "update",
        "shop",
        "--user",
        "eve",
        "--ask-password");
    assertThat(sent()).isEqualTo("{\"credentials\":{\"username\":\"eve\",\"secret\":\"hush\"}}");

    CommandRun.of(api, "instance", "update", "shop", "--no-login");
    assertThat(sent()).isEqualTo("{\"credentials\":null}");
  }

  @Test
  void anUpdateOfNothingOrOfTwoThingsAtOnceIsRefused() {
    assertThat(CommandRun.of(api, "instance", "update", "shop").exitCode()).isEqualTo(2);
    CommandRun both =
        CommandRun.of(api, "instance", "update", "shop", "--no-login", "--user", "eve");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--no-login is given together with a login");
    assertThat(api.requests()).isEmpty();
  }

  private String sent() {
    return api.requests().getLast().body();
  }

  @Test
  void listIsATable() {
    api.answer("GET /v1/instances", 200, Answers.page("", SHOP));

    assertThat(CommandRun.of(api, "instance", "list").out())
        .containsPattern("shop +mongodb +mongodb://db1/\\?replicaSet=rs0 +\\S+ \\S+ +orders");
  }

  @Test
  void showAddsTheMembersAsTheyAreNow() {
    api.answer("GET /v1/instances/shop", 200, SHOP)
        .answer(
            "GET /v1/instances/shop/topology",
            200,
            """
            {"kind": "replica_set",
             "server": {"version": "8.0.4", "featureCompatibilityVersion": "8.0",
                        "flavour": "Percona Server for MongoDB"},
             "replicaSets": [{"name": "rs0", "members": [
               {"address": "db1:27017", "state": "primary", "hidden": false, "priority": 1.0,
                "votes": 1, "delaySeconds": 0, "lagSeconds": 0},
               {"address": "db2:27017", "state": "secondary", "hidden": true, "priority": 0.0,
                "votes": 0, "delaySeconds": 0, "lagSeconds": 2}]}]}""");

    assertThat(CommandRun.of(api, "instance", "show", "shop").out())
        .contains("Percona Server for MongoDB 8.0.4")
        .containsPattern("rs0 +db1:27017 +primary +1.0 +1 +0 s\\n")
        .containsPattern("rs0 +db2:27017 +secondary +0.0 +0 +2 s +hidden");
  }

  @Test
  void removeAsksForTheName() {
    api.answer("DELETE /v1/instances/shop", 204, "");

    CommandRun refused =
        CommandRun.of(new TerminalRecorder().typing("no\n"), api, "instance", "remove", "shop");
    assertThat(refused.exitCode()).isEqualTo(12);
    assertThat(api.requests()).isEmpty();

    CommandRun agreed =
        CommandRun.of(new TerminalRecorder().typing("shop\n"), api, "instance", "remove", "shop");
    assertThat(agreed.exitCode()).isZero();
    assertThat(agreed.out()).contains("no longer registered");
  }

  @Test
  void removeWithoutAnybodyToAskNeedsYes() {
    api.answer("DELETE /v1/instances/shop", 204, "");

    assertThat(CommandRun.of(api, "instance", "remove", "shop").exitCode()).isEqualTo(12);
    assertThat(CommandRun.of(api, "instance", "remove", "shop", "--yes").exitCode()).isZero();
  }
}
