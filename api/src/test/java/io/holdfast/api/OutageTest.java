package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Client;
import io.holdfast.api.rig.FakeDeployment;
import io.holdfast.api.rig.FakeWorker;
import io.holdfast.api.rig.MemoryCatalogue;
import io.holdfast.api.rig.MemoryTemporal;
import io.holdfast.workflows.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the API answers while something that it needs is away.
class OutageTest {
  private static final String NOBODY = "127.0.0.1:1";

  private final MemoryCatalogue catalogue = new MemoryCatalogue();

  @Test
  void withoutTemporalRecordsAreShownAndStartsAreRefusedWithinSeconds() {
    try (ApiProcess api = ApiRig.start(catalogue, NOBODY);
        Client http = new Client(api.uri())) {
      http.post("/v1/instances", ApiRig.instanceBody("shop")).is(201);
      http.get("/v1/backups").is(200);

      Instant asked = Instant.now();
      http.post("/v1/instances/shop/backups", "{}", "Idempotency-Key", "k")
          .isProblem(503, ErrorCode.TEMPORAL_UNAVAILABLE);
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));

      http.get("/v1/instances/shop/topology").isProblem(503, ErrorCode.TEMPORAL_UNAVAILABLE);
      http.delete("/v1/instances/shop").isProblem(503, ErrorCode.TEMPORAL_UNAVAILABLE);
      Answer status = http.get("/v1/status").is(200);
      assertThat(status.json().at("/temporal/reachable").asBoolean(true)).isFalse();
      assertThat(status.json().at("/repository/reachable").asBoolean()).isTrue();
      assertThat(status.at("/running/0/state")).isEqualTo("starting");
      assertThat(http.get("/health").is(503).at("/status")).isEqualTo("down");
    }
  }

  @Test
  void aRequestThatTemporalWasTooLateForIsStartedByBeingSentAgain() {
    String operation;
    try (ApiProcess api = ApiRig.start(catalogue, NOBODY);
        Client http = new Client(api.uri())) {
      http.post("/v1/instances", ApiRig.instanceBody("shop")).is(201);
      http.post("/v1/instances/shop/backups", "{}", "Idempotency-Key", "k").is(503);
      operation = http.get("/v1/operations").at("/items/0/id");
    }

    try (MemoryTemporal temporal = new MemoryTemporal();
        FakeWorker _ = new FakeWorker(temporal.address(), new FakeDeployment(catalogue));
        ApiProcess api = ApiRig.start(catalogue, temporal.address());
        Client http = new Client(api.uri())) {
      Answer again = http.post("/v1/instances/shop/backups", "{}", "Idempotency-Key", "k").is(202);

      assertThat(again.at("/operation/id")).isEqualTo(operation);
    }
  }

  @Test
  void anOperationGoesOnBeingShownWhileTemporalIsAway() {
    try (MemoryTemporal temporal = new MemoryTemporal();
        ApiProcess api = ApiRig.start(catalogue, temporal.address());
        Client http = new Client(api.uri())) {
      FakeDeployment deployment = new FakeDeployment(catalogue);
      deployment.hold();
      http.post("/v1/instances", ApiRig.instanceBody("shop")).is(201);
      String operation;
      try (FakeWorker _ = new FakeWorker(temporal.address(), deployment)) {
        operation = http.post("/v1/instances/shop/backups", "{}").is(202).at("/operation/id");
        ApiRig.awaitState(http, operation, "running");
      }
      deployment.release();

      Answer unattended = ApiRig.awaitState(http, operation, "unknown");
      assertThat(unattended.at("/detail")).isEqualTo("No worker answers for it.");
      temporal.vanish();
      Answer alone =
          ApiRig.awaitAnswer(
              () -> http.get("/v1/operations/" + operation).is(200),
              answer -> answer.at("/detail").equals("Temporal does not answer."));
      assertThat(alone.at("/state")).isEqualTo("unknown");
      assertThat(alone.json().at("/running").asBoolean()).isTrue();
      assertThat(http.get("/v1/backups").is(200).at("/items/0/state")).isEqualTo("running");
    }
  }

  @Test
  void withoutAWorkerAQuestionIsAnsweredAfterItsLimitWithTheReason() {
    try (MemoryTemporal temporal = new MemoryTemporal();
        ApiProcess api = ApiRig.start(catalogue, temporal.address(), Duration.ofSeconds(2));
        Client http = new Client(api.uri())) {
      http.post("/v1/instances", ApiRig.instanceBody("shop")).is(201);
      Instant asked = Instant.now();

      http.get("/v1/instances/shop/topology").isProblem(503, ErrorCode.STEP_TIMED_OUT);

      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void withoutTheStoreEveryPathSaysSoAndRecoversByItself() {
    try (ApiProcess api = ApiRig.start(catalogue, NOBODY);
        Client http = new Client(api.uri())) {
      catalogue.setAway(true);

      for (String path : new String[] {"/v1/instances", "/v1/backups", "/v1/operations"}) {
        http.get(path).isProblem(503, ErrorCode.STORAGE_UNAVAILABLE);
      }
      http.post("/v1/instances", ApiRig.instanceBody("shop"))
          .isProblem(503, ErrorCode.STORAGE_UNAVAILABLE);
      Answer status = http.get("/v1/status").is(200);
      assertThat(status.at("/repository/failure/code")).isEqualTo("STORAGE_UNAVAILABLE");

      catalogue.setAway(false);
      http.get("/v1/instances").is(200);
    }
  }

  @Test
  void theStatusShowsNoSecretOfTheRepositorysUrl() {
    try (ApiProcess api = ApiRig.start(catalogue, NOBODY);
        Client http = new Client(api.uri())) {
      Answer status = http.get("/v1/status").is(200);

      assertThat(status.at("/repository/url")).isEqualTo("memory://user@place");
      assertThat(status.at("/repository/id")).isEqualTo("repository-in-memory");
      assertThat(status.at("/temporal/ui")).isEqualTo("http://127.0.0.1:8233");
      assertThat(status.text()).doesNotContain("hush");
    }
  }
}
