package io.holdfast.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompareCommandTest {
  private static final String START = "POST /v1/instances/shop/backups/nightly/compare";
  private static final String COMPARISON =
      "GET /v1/operations/" + Answers.OPERATION + "/comparison";
  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void withoutWaitingItSaysWhereTheVerdictWillBe() {
    api.answer(START, 202, Answers.ended("compare", "starting", ""));

    CommandRun run = CommandRun.of(api, "compare", "shop/nightly", "shop");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("shop/nightly with shop", "holdfast describe " + Answers.OPERATION);
    assertThat(api.request(START).json().toString()).isEqualTo("{\"target\":\"shop\"}");
  }

  @Test
  void equalIsSuccess() {
    ended("completed", "");
    api.answer(COMPARISON, 200, comparison(true, 0, ""));

    CommandRun run = CommandRun.of(api, "compare", "shop/nightly", "shop", "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("shop holds what shop/nightly holds.", "users and roles");
  }

  @Test
  void everyDifferenceIsPrintedAndTheExitCodeSaysSo() {
    ended("completed", "");
    api.answer(COMPARISON, 200, comparison(false, 3, DIFFERENCE));

    CommandRun run = CommandRun.of(api, "compare", "shop/nightly", "shop", "--wait");

    assertThat(run.exitCode()).isEqualTo(30);
    assertThat(run.out())
        .contains("shop differs from shop/nightly: 3 differences.")
        .contains("  shop.orders: the collection is missing", "and 2 differences more");
  }

  @Test
  void programsGetOperationAndComparisonInOne() {
    ended("completed", "");
    api.answer(COMPARISON, 200, comparison(false, 1, DIFFERENCE));

    CommandRun run = CommandRun.of(api, "compare", "shop/nightly", "shop", "--wait", "-o", "json");

    assertThat(run.exitCode()).isEqualTo(30);
    assertThat(run.out()).contains("\"operation\"", "\"comparison\"", "the collection is missing");
  }

  @Test
  void aComparisonThatFailedIsNoVerdict() {
    ended(
        "failed", Answers.failure("DATABASE_UNREACHABLE", "'shop' does not answer.", "Start it."));

    CommandRun run = CommandRun.of(api, "compare", "shop/nightly", "shop", "--wait");

    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.err()).contains("'shop' does not answer.");
  }

  @Test
  void describeShowsTheVerdict() {
    api.answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended("compare", "completed", ""))
        .answer(COMPARISON, 200, comparison(false, 1, DIFFERENCE));

    CommandRun run = CommandRun.of(api, "describe", Answers.OPERATION);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("compare of shop/nightly with shop", "shop.orders: the coll");
  }

  private static final String DIFFERENCE =
      """
      {"namespace": {"database": "shop", "collection": "orders"}, "what": "the collection is missing",
       "expected": {"documents": 0, "digest": "00"}, "found": {"documents": 0, "digest": "00"}}""";

  private void ended(String state, String failure) {
    api.answer(START, 202, Answers.ended("compare", "starting", ""))
        .events("GET /v1/operations/" + Answers.OPERATION + "/events")
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended("compare", state, failure));
  }

  private static String comparison(boolean equal, int differences, String examples) {
    return """
    {"id": "%s", "source": "shop", "backup": "nightly", "target": "shop",
     "comparedAt": "2026-11-21T10:00:12Z", "equal": %s,
     "verdict": {"collections": 3, "documents": 34258, "differences": %d, "examples": [%s]}}"""
        .formatted(Answers.OPERATION, equal, differences, examples);
  }
}
