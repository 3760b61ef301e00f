package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.api.rig.Answer;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationTest {
  private final ApiRig rig = new ApiRig();

  @AfterEach
  void letGo() {
    rig.deployment.release();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aRunningOperationShowsStageDetailAndTheProgressOfItsActivity() {
    String operation = running(rig.instance());

    Answer shown =
        await()
            .until(
                () -> rig.http.get("/v1/operations/" + operation).is(200),
                answer -> !answer.json().at("/activities/0/progress").isMissingNode());

    assertThat(shown.at("/stage")).isEqualTo("Dumping the collections");
    assertThat(shown.at("/detail")).contains("Reads from db2:27017");
    assertThat(shown.at("/activities/0/name")).isEqualTo("LogicalBackup.Dump");
    assertThat(shown.json().at("/activities/0/attempt").asInt()).isEqualTo(1);
    assertThat(shown.json().at("/activities/0/progress/done").asInt()).isEqualTo(450);
    assertThat(shown.json().at("/activities/0/progress/total").asInt()).isEqualTo(900);
    assertThat(shown.at("/activities/0/progress/item")).isEqualTo("sales.orders");
    assertThat(shown.at("/temporalUi"))
        .startsWith("http://127.0.0.1:8233/namespaces/default/workflows/instance%2Fshop-");
  }

  @Test
  void theSecondOperationOnABusyInstanceIsRefusedAndKeptAsRefused() {
    String shop = rig.instance();
    String operation = running(shop);

    Answer refused = rig.backup(shop, "{}").isProblem(409, ErrorCode.INSTANCE_BUSY);

    assertThat(refused.at("/detail")).contains(operation);
    Answer list = rig.http.get("/v1/operations?instance=" + shop).is(200);
    assertThat(list.json().at("/items").findValuesAsString("state"))
        .containsExactly("refused", "running");
    assertThat(rig.http.get("/v1/backups?instance=" + shop).json().at("/items")).hasSize(1);
  }

  @Test
  void operationsAreListedNewestFirstAndFilteredByWhetherTheyRun() {
    String shop = rig.instance();
    String done = rig.backup(shop, "{\"name\": \"done\"}").is(202).at("/operation/id");
    rig.awaitState(done, "completed");
    String running = running(shop);

    assertThat(ids("/v1/operations?instance=" + shop)).containsExactly(running, done);
    assertThat(ids("/v1/operations?running=true&instance=" + shop)).containsExactly(running);
    assertThat(ids("/v1/operations?running=false&instance=" + shop)).containsExactly(done);
    Answer first = rig.http.get("/v1/operations?limit=1&instance=" + shop);
    assertThat(ids("/v1/operations?limit=1&instance=" + shop + "&cursor=" + first.at("/next")))
        .containsExactly(done);
  }

  @Test
  void anOperationThatIsOverCannotBeCancelled() {
    String shop = rig.instance();
    String operation = rig.backup(shop, "{}").is(202).at("/operation/id");
    rig.awaitState(operation, "completed");

    rig.http
        .post("/v1/operations/" + operation + "/cancel", "")
        .isProblem(409, ErrorCode.OPERATION_FINISHED);
  }

  @Test
  void aCancelOfAFinishedOperationNeverTouchesTheOneThatRunsNow() {
    String shop = rig.instance();
    String finished = rig.backup(shop, "{\"name\": \"before\"}").is(202).at("/operation/id");
    rig.awaitState(finished, "completed");
    String running = running(shop);

    rig.http
        .post("/v1/operations/" + finished + "/cancel", "")
        .isProblem(409, ErrorCode.OPERATION_FINISHED);

    rig.deployment.release();
    rig.awaitState(running, "completed");
  }

  @Test
  void eventsTellTheProgressUntilTheEnd() throws IOException, InterruptedException {
    String operation = running(rig.instance());
    List<String> events = new ArrayList<>();

    try (HttpClient http = HttpClient.newHttpClient();
        BufferedReader stream = open(http, operation)) {
      for (String line = stream.readLine(); line != null; line = stream.readLine()) {
        if (line.startsWith("event:")) {
          events.add(line.substring("event:".length()).strip());
          rig.deployment.release();
        } else if (line.startsWith("data:")) {
          assertThat(line).contains(operation);
        }
      }
    }

    assertThat(events).startsWith("progress").endsWith("end").containsOnlyOnce("end");
  }

  private BufferedReader open(HttpClient http, String operation)
      throws IOException, InterruptedException {
    var response =
        http.send(
            rig.http
                .request("/v1/operations/" + operation + "/events")
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  @Test
  void eventsOfAnOperationThatIsOverAreItsEndAlone() {
    String operation = rig.backup(rig.instance(), "{}").is(202).at("/operation/id");
    rig.awaitState(operation, "completed");

    Answer stream = rig.http.get("/v1/operations/" + operation + "/events").is(200);

    assertThat(stream.text()).contains("event: end").doesNotContain("event: progress");
  }

  @Test
  void anUnknownOperationIsNotFoundInEveryWay() {
    String unknown = new OperationId(new InstanceId("shop"), Ulid.random(Instant.now())).toString();
    String path = "/v1/operations/" + unknown;

    rig.http.get(path).isProblem(404, ErrorCode.OPERATION_NOT_FOUND);
    rig.http.get(path + "/events").isProblem(404, ErrorCode.OPERATION_NOT_FOUND);
    rig.http.post(path + "/cancel", "").isProblem(404, ErrorCode.OPERATION_NOT_FOUND);
    rig.http.get("/v1/restores/" + unknown).isProblem(404, ErrorCode.RESTORE_NOT_FOUND);
  }

  @Test
  void manyWatchersCostAsMuchAsOne() {
    String operation = running(rig.instance());
    int before = rig.catalogue.operationReads();

    try (ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        watchers.execute(() -> rig.http.get("/v1/operations/" + operation).is(200));
      }
    }

    // Fifty answers take a fraction of a second, or a few on a busy machine: one look for each.
    assertThat(rig.catalogue.operationReads() - before).isLessThan(15);
  }

  /// Starts a backup that goes on until the deployment is released.
  private String running(String shop) {
    rig.deployment.hold();
    String operation = rig.backup(shop, "{\"name\": \"held\"}").is(202).at("/operation/id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> rig.http.get("/v1/operations/" + operation),
            answer -> !answer.json().at("/activities/0/progress").isMissingNode());
    return operation;
  }

  private List<String> ids(String path) {
    return rig.http.get(path).is(200).json().at("/items").findValuesAsString("id");
  }
}
