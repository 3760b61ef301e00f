package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Requests that meet each other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtOnceIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @AutoClose private SandboxReplicaSet shop;
  @AutoClose private Stack stack;

  @BeforeAll
  void start(@TempDir Path folder) {
    shop = Sandboxes.start();
    SampleData.fill(shop.uri(), 64);
    stack = Stack.start(folder);
    stack.register("shop", shop.uri());
  }

  @Test
  void ofTwoBackupsAtOnceOneRunsAndTheOtherIsToldWhatRuns() {
    List<Rest.Answer> answers = both(Map.of("name", "first"), Map.of("name", "second"));

    assertThat(answers).extracting(Rest.Answer::status).containsExactlyInAnyOrder(202, 409);
    Rest.Answer accepted = withStatus(answers, 202);
    Rest.Answer refused = withStatus(answers, 409);
    assertThat(refused.code()).isEqualTo("INSTANCE_BUSY");
    assertThat(refused.body().path("detail").asString()).contains(accepted.operation());
    assertThat(stack.rest().awaitEnd(accepted.operation(), LIMIT).path("state").asString())
        .isEqualTo("completed");
  }

  @Test
  void theSameRequestSentTwiceIsOneOperation() {
    Map<String, String> body = Map.of("name", "onlyonce");

    List<Rest.Answer> answers = both(body, body, "Idempotency-Key", "tuesday-17");

    assertThat(answers).extracting(Rest.Answer::status).containsOnly(202);
    assertThat(answers).extracting(Rest.Answer::operation).hasSize(2);
    assertThat(answers.get(0).operation()).isEqualTo(answers.get(1).operation());
    stack.rest().awaitEnd(answers.getFirst().operation(), LIMIT);
    assertThat(stack.rest().get("/v1/backups?instance=shop").body().path("items").valueStream())
        .filteredOn(backup -> backup.path("name").asString().equals("onlyonce"))
        .hasSize(1);
  }

  @Test
  void aSecondNameOfTheDeploymentIsToldWhatRunsUnderTheFirst() {
    stack.register("boutique", shop.uri());
    Map<String, Object> slowly = Map.of("name", "slowly", "maxBytesPerSecond", 1 << 20);
    String running = stack.rest().post("/v1/instances/shop/backups", slowly).operation();
    await("the dump")
        .atMost(LIMIT)
        .until(() -> operation(running).path("state").asString().equals("running"));

    String asked = stack.rest().post("/v1/instances/boutique/backups", Map.of()).operation();

    JsonNode end = stack.rest().awaitEnd(asked, LIMIT);
    assertThat(operation(running).path("state").asString()).isEqualTo("running");
    assertThat(end.path("state").asString()).isEqualTo("failed");
    assertThat(end.path("failure").path("code").asString()).isEqualTo("INSTANCE_BUSY");
    assertThat(end.path("failure").path("message").asString())
        .contains("'boutique' is the same deployment as 'shop'", running);
    assertThat(stack.rest().post("/v1/operations/%s/cancel".formatted(running), Map.of()).status())
        .isEqualTo(202);
    stack.rest().awaitEnd(running, LIMIT);
  }

  private JsonNode operation(String id) {
    return stack.rest().get("/v1/operations/" + id).body();
  }

  private List<Rest.Answer> both(
      Map<String, String> one, Map<String, String> other, String... headers) {
    String path = "/v1/instances/shop/backups";
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Rest.Answer> a = together.submit(() -> stack.rest().post(path, one, headers));
      Future<Rest.Answer> b = together.submit(() -> stack.rest().post(path, other, headers));
      return List.of(a.get(), b.get());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Rest.Answer withStatus(List<Rest.Answer> answers, int status) {
    return answers.stream().filter(answer -> answer.status() == status).findFirst().orElseThrow();
  }
}
