package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.api.rig.Answer;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
    rig.deployment.failDumps(null);
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aRunningOperationShowsStageDetailAndTheProgressOfItsActivity() {
    String operation = rig.running(rig.instance());

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
  void anActivityThatIsTriedAgainShowsItsAttemptAndWhyTheOneBeforeFailed() {
    rig.deployment.failDumps(
        new HoldfastException(ErrorCode.STORAGE_UNAVAILABLE, "The store is away.", "Wait."));
    String operation = rig.backup(rig.instance(), "{}").is(202).at("/operation/id");

    Answer shown =
        ApiRig.awaitAnswer(
            () -> rig.http.get("/v1/operations/" + operation).is(200),
            answer -> answer.json().at("/activities/0/attempt").asInt(0) > 1);

    assertThat(shown.at("/state")).isEqualTo("running");
    assertThat(shown.at("/activities/0/lastFailure")).contains("The store is away.");
    rig.deployment.failDumps(null);
    rig.awaitState(operation, "completed");
  }

  @Test
  void theSecondOperationOnABusyInstanceIsRefusedAndKeptAsRefused() {
    String shop = rig.instance();
    String operation = rig.running(shop);

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
    String running = rig.running(shop);

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
    String running = rig.running(shop);

    rig.http
        .post("/v1/operations/" + finished + "/cancel", "")
        .isProblem(409, ErrorCode.OPERATION_FINISHED);

    rig.deployment.release();
    rig.awaitState(running, "completed");
  }

  @Test
  void anOperationWhoseRunIsGoneIsAbandonedAndItsCancelSparesTheOneThatRunsNow() {
    String shop = rig.instance();
    OperationId gone = new OperationId(new InstanceId(shop), Ulid.random(Instant.now()));
    BackupRequest asked =
        new BackupRequest(gone, new BackupName("gone"), Method.LOGICAL, Trigger.MANUAL, "", false);
    rig.catalogue.createOperation(
        OperationRecord.requested(new OperationRequest.Backup(asked), Instant.now(), "local")
            .begun(UUID.randomUUID().toString()));
    String running = rig.running(shop);

    Answer abandoned = rig.http.get("/v1/operations/" + gone).is(200);
    assertThat(abandoned.at("/state")).isEqualTo("abandoned");
    assertThat(abandoned.at("/failure/code")).isEqualTo("OPERATION_ABANDONED");
    rig.http
        .post("/v1/operations/" + gone + "/cancel", "")
        .isProblem(409, ErrorCode.OPERATION_FINISHED);

    rig.deployment.release();
    rig.awaitState(running, "completed");
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
    String operation = rig.running(rig.instance());
    int before = rig.catalogue.operationReads();

    try (ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        watchers.execute(() -> rig.http.get("/v1/operations/" + operation).is(200));
      }
    }

    // Fifty answers take a fraction of a second, or a few on a busy machine: one look for each.
    assertThat(rig.catalogue.operationReads() - before).isLessThan(15);
  }

  private List<String> ids(String path) {
    return rig.http.get(path).is(200).json().at("/items").findValuesAsString("id");
  }
}
