package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
  private static final String KEY = "Idempotency-Key";

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
  void aRequestSentAgainIsOneOperationWithOneAnswer() {
    String shop = rig.instance();

    Answer first = rig.backup(shop, "{}", KEY, "monday").is(202);
    rig.awaitState(first.at("/operation/id"), "completed");
    Answer second = rig.backup(shop, "{}", KEY, "monday").is(202);

    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.at("/backup/name")).isEqualTo(first.at("/backup/name"));
    assertThat(rig.http.get("/v1/operations?instance=" + shop).json().at("/items")).hasSize(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    String shop = rig.instance();
    rig.backup(shop, "{\"name\": \"one-thing\"}", KEY, "tuesday").is(202);

    rig.backup(shop, "{\"name\": \"another-thing\"}", KEY, "tuesday")
        .isProblem(409, ErrorCode.IDEMPOTENCY_KEY_REUSED);
    rig.backup(shop, "{}", KEY, "tuesday").isProblem(409, ErrorCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void theSameKeyOnAnotherInstanceIsAnotherRequest() {
    Answer first = rig.backup(rig.instance(), "{}", KEY, "wednesday").is(202);
    Answer second = rig.backup(rig.instance(), "{}", KEY, "wednesday").is(202);

    assertThat(second.at("/operation/id")).isNotEqualTo(first.at("/operation/id"));
  }

  @Test
  void manyAtOnceAreOneOperation() throws Exception {
    String shop = rig.instance();
    rig.deployment.hold();
    List<Future<Answer>> answers = new ArrayList<>();

    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        answers.add(senders.submit(() -> rig.backup(shop, "{}", KEY, "thursday")));
      }
    }

    Set<String> operations = new HashSet<>();
    for (Future<Answer> answer : answers) {
      operations.add(answer.get().is(202).at("/operation/id"));
    }
    assertThat(operations).hasSize(1);
    assertThat(rig.http.get("/v1/operations?instance=" + shop).json().at("/items")).hasSize(1);
  }

  @Test
  void aRequestWhoseStartWasLostIsStartedByBeingSentAgain() {
    String shop = rig.instance();
    OperationId id = new OperationId(new InstanceId(shop), Ulid.ofKey(shop + "\nbackup", "friday"));
    BackupRequest asked =
        new BackupRequest(id, new BackupName("lost"), Method.LOGICAL, Trigger.MANUAL, "", false);
    // What an API leaves behind that was killed between the record and the start.
    rig.catalogue.createOperation(
        OperationRecord.requested(new OperationRequest.Backup(asked), Instant.now(), "local"));
    assertThat(rig.http.get("/v1/operations/" + id).at("/state")).isEqualTo("starting");

    rig.backup(shop, "{\"name\": \"lost\"}", KEY, "friday").is(202);

    rig.awaitState(id.toString(), "completed");
  }

  @Test
  void aRefusedRequestStaysRefused() {
    String shop = rig.instance();
    rig.deployment.hold();
    String running = rig.backup(shop, "{\"name\": \"held\"}").is(202).at("/operation/id");
    rig.backup(shop, "{}", KEY, "saturday").isProblem(409, ErrorCode.INSTANCE_BUSY);
    rig.deployment.release();
    rig.awaitState(running, "completed");

    Answer again = rig.backup(shop, "{}", KEY, "saturday");

    again.isProblem(409, ErrorCode.INSTANCE_BUSY);
    assertThat(again.at("/hint")).contains("new idempotency key");
  }

  @Test
  void anOldRecordThatNoWorkflowWasEverStartedForIsShownAsAbandonedAndCanBeCancelled() {
    String shop = rig.instance();
    Instant longAgo = Instant.now().minusSeconds(600);
    OperationId id = new OperationId(new InstanceId(shop), Ulid.random(longAgo));
    BackupRequest asked =
        new BackupRequest(id, new BackupName("lost"), Method.LOGICAL, Trigger.MANUAL, "", false);
    rig.catalogue.createOperation(
        OperationRecord.requested(new OperationRequest.Backup(asked), longAgo, "local"));

    Answer shown = rig.http.get("/v1/operations/" + id).is(200);
    assertThat(shown.at("/state")).isEqualTo("abandoned");
    assertThat(shown.at("/failure/code")).isEqualTo("OPERATION_ABANDONED");

    rig.http.post("/v1/operations/" + id + "/cancel", "").is(202);

    assertThat(rig.http.get("/v1/operations/" + id).at("/state")).isEqualTo("cancelled");
  }

  @Test
  void aKeyThatIsNoKeyIsRefused() {
    rig.backup(rig.instance(), "{}", KEY, "two words")
        .isProblem(400, ErrorCode.VALIDATION_FAILED, KEY);
    rig.backup(rig.instance(), "{}", KEY, "x".repeat(201))
        .isProblem(400, ErrorCode.VALIDATION_FAILED, KEY);
  }
}
