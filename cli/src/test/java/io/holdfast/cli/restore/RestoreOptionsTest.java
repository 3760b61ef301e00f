package io.holdfast.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Parts, new names and options of a restore, and what is told of one that ended early.
class RestoreOptionsTest {
  private static final String PLAN = "POST /v1/restores/plan";
  private static final String START = "POST /v1/restores";
  private static final String OPEN = "{\"name\": \"target-is-empty\", \"open\": true}";

  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aPlanThatWouldBeAllowedListsWhatWouldComeBack() {
    String parts =
        """
        , "unlisted": 7, "namespaces": [
          {"source": {"database": "shop", "collection": "orders"}, "kind": "collection",
           "target": {"database": "old", "collection": "orders"}, "replaces": true,
           "documents": 12, "plainBytes": 2048},
          {"source": {"database": "shop", "collection": "open"}, "kind": "view",
           "target": {"database": "shop", "collection": "open"}, "replaces": false,
           "documents": 0, "plainBytes": 0}]}""";
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN).replaceAll("}\\s*$", "") + parts);

    CommandRun run = CommandRun.of(api, "restore", "shop/nightly", "--plan");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("replace old.orders, in the backup shop.orders: 12 documents, ")
        .contains("create shop.open: a view", "and 7 more", "It would be allowed.");
  }

  @Test
  void aPlanSaysWhatBecomesOfUsersAndCountsViewsApart() {
    String plan = Answers.plan(true, "", OPEN).replaceAll("}\\s*$", "");
    String users = ", \"views\": 2, \"users\": {\"policy\": \"%s\", \"users\": 3, \"roles\": 1}}";
    api.answer(PLAN, 200, plan + users.formatted("keep"))
        .answer(PLAN, 200, plan + users.formatted("take"))
        .answer(PLAN, 200, plan + users.formatted("blend"));

    String[] restore = {"restore", "shop/nightly", "--plan"};
    assertThat(CommandRun.of(api, restore).out())
        .contains("34,258 documents in 3 collections and 2 views, ")
        .contains("users and roles stay those of shop; not the backup's 3 users and 1 role");
    assertThat(CommandRun.of(api, restore).out())
        .contains("users and roles: ALL of shop would be replaced by the backup's 3 users and 1");
    assertThat(CommandRun.of(api, restore).out()).contains("policy 'blend'");
  }

  @Test
  void aShadowIsAskedForAndThePlanSaysWhatItKeeps() {
    String plan = Answers.plan(true, "\"geo\"", OPEN).replaceAll("}\\s*$", "");
    api.answer(PLAN, 200, plan + ", \"replacement\": \"shadow\"}");

    String out =
        CommandRun.of(api, "restore", "shop/nightly", "--yes", "--replace", "shadow", "--plan")
            .out();

    assertThat(out).contains("would replace geo", "views and system.js are not");
    assertThat(api.request(PLAN).json().path("replace").asString()).isEqualTo("shadow");
  }

  @Test
  void aRestoreShardByShardIsAskedForAndThePlanSaysWhichGoesWhere() {
    String plan = Answers.plan(true, "", OPEN).replaceAll("}\\s*$", "");
    String way =
        """
        , "shardByShard": {"balancing": true, "parts": [
          {"replicaSet": "a", "shard": "rs0", "to": "rs1"}, {"replicaSet": "b", "shard": "rs2"},
          {"replicaSet": "config"}]}}""";
    api.answer(PLAN, 200, plan + way);

    String out =
        CommandRun.of(
                api, "restore", "shop/nightly", "--map", "rs0=rs1", "--shard-by-shard", "--plan")
            .out();

    assertThat(out)
        .contains("shard by shard, past the routers; the balancer is stopped meanwhile")
        .contains("rs0 to rs1", "rs2 to wherever it is placed")
        .doesNotContain("config");
    assertThat(api.request(PLAN).json().path("shardByShard").asBoolean()).isTrue();
  }

  @Test
  void pairsThatAreNoneAreCountedInWords() {
    assertThat(CommandRun.of(api, "restore", "shop/nightly", "--ns-from", "shop", "--plan").err())
        .contains("--ns-from is given once, --ns-to not at all.");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void writersAndConcernAreAskedFor() {
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN));
    started();

    CommandRun.of(api, "restore", "shop/nightly", "--writers=8", "--write-concern=primary");

    assertThat(api.request(START).json().toString())
        .contains("\"writers\":8,\"writeConcern\":\"primary\"");
    assertThat(CommandRun.of(api, "restore", "shop/nightly", "--writers=many").exitCode())
        .isEqualTo(2);
  }

  @Test
  void aRestoreThatEndedEarlySaysWhatItLeft() {
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN));
    started();
    String remains =
        """
        {"condition": "partly_loaded", "meaning": "Some documents are loaded.",
         "advice": "Restore again.", "dropped": ["shop"], "partialCount": 3,
         "partial": [{"database": "shop", "collection": "orders"}]}""";
    api.events("GET /v1/operations/" + Answers.OPERATION + "/events")
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended(
                "restore",
                "cancelled",
                Answers.failure("OPERATION_CANCELLED", "It was cancelled.", "")))
        .answer(
            "GET /v1/restores/" + Answers.OPERATION,
            200,
            Answers.restore("cancelled", "")
                .replaceAll("}\\s*$", ", \"remains\": " + remains + "}"));

    CommandRun run = CommandRun.of(api, "restore", "shop/nightly", "--wait");

    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.out())
        .contains("Some documents are loaded.", "Dropped      shop")
        .contains("Not whole    shop.orders and 2 more", "Next         Restore again.");
    assertThat(run.err()).contains("It was cancelled.");
  }

  @Test
  void aPartUnderOtherNamesIsAskedForAsItWasTyped() {
    api.answer(PLAN, 200, Answers.plan(true, "", OPEN));
    started();

    CommandRun run =
        CommandRun.of(
            api,
            "restore",
            "shop/nightly",
            "--ns=shop.*",
            "--exclude-ns=*.logs",
            "--ns-from=shop.$x",
            "--ns-to=läden.$x",
            "--ns-from=shop.*",
            "--ns-to=old.*");

    assertThat(run.exitCode()).isZero();
    assertThat(api.request(START).json().toString())
        .isEqualTo(
            "{\"source\":\"shop\",\"backup\":\"nightly\",\"include\":[\"shop.*\"],"
                + "\"exclude\":[\"*.logs\"],\"rename\":[{\"from\":\"shop.$x\",\"to\":\"läden.$x\"},"
                + "{\"from\":\"shop.*\",\"to\":\"old.*\"}]}");
  }

  @Test
  void rubbishPatternsAreRefusedBeforeAnythingIsAsked() {
    for (String[] rubbish :
        List.of(
            new String[] {"--ns", ".orders"},
            new String[] {"--ns", ""},
            new String[] {"--exclude-ns", "a.**"},
            new String[] {"--ns-from", "shop.*"},
            new String[] {"--ns-from", "shop.*", "--ns-to", "old.orders"},
            new String[] {"--ns", "x".repeat(600) + ".y"})) {
      List<String> line = new ArrayList<>(List.of("restore", "shop/nightly"));
      line.addAll(List.of(rubbish));

      CommandRun run = CommandRun.of(api, line.toArray(String[]::new));

      assertThat(run.exitCode()).as("%s", line).isEqualTo(2);
      assertThat(run.err()).doesNotContain("Exception").hasSizeLessThan(600);
    }
    assertThat(api.requests()).isEmpty();
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
