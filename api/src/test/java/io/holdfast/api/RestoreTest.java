package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Samples;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreTest {
  private final ApiRig rig = new ApiRig();
  private final String shop = rig.instance();
  private final String other = rig.instance();

  RestoreTest() {
    rig.catalogue.add(
        Samples.manifest(new InstanceId(shop), "spring", Instant.parse("2026-04-01T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aRestoreIntoACloneIsStartedAndEndsWithItsProof() {
    String clone = rig.instance();

    Answer started = rig.http.post("/v1/restores", body(clone, "")).is(202);

    String id = started.at("/restore/id");
    assertThat(started.header("Location")).isEqualTo("/v1/operations/" + id);
    assertThat(started.at("/restore/target")).isEqualTo(clone);
    rig.awaitState(id, "completed");
    Answer restore = rig.http.get("/v1/restores/" + id).is(200);
    assertThat(restore.at("/state")).isEqualTo("completed");
    assertThat(restore.json().at("/proof/differences").asInt(-1)).isZero();
    Answer list = rig.http.get("/v1/restores?target=" + clone).is(200);
    assertThat(list.json().at("/items").findValuesAsString("id")).containsExactly(id);
    assertThat(list.at("/items/0/source")).isEqualTo(shop);
  }

  @Test
  void aRestoreThatCompletesWhateverHappensIsNotEndedAnyMore() {
    rig.deployment.restores().hold();
    String id = rig.http.post("/v1/restores", body(rig.instance(), "")).is(202).at("/restore/id");
    String operation = "/v1/operations/" + id;
    var _ =
        ApiRig.awaitAnswer(
            () -> rig.http.get(operation).is(200), it -> it.json().path("decided").asBoolean());

    Answer refused =
        rig.http.post(operation + "/cancel", "").isProblem(409, ErrorCode.OPERATION_DECIDED);

    assertThat(refused.at("/detail")).contains(id, "too late");
    rig.deployment.restores().release();
    rig.awaitState(id, "completed");
  }

  @Test
  void theTargetIsTheSourceUnlessNamed() {
    Answer started =
        rig.http
            .post("/v1/restores", "{\"source\": \"%s\", \"backup\": \"spring\"}".formatted(shop))
            .is(202);

    assertThat(started.at("/restore/target")).isEqualTo(shop);
    rig.awaitState(started.at("/operation/id"), "failed");
    Answer failed = rig.http.get("/v1/restores/" + started.at("/operation/id")).is(200);
    assertThat(failed.at("/failure/code")).isEqualTo("TARGET_NOT_EMPTY");
  }

  @Test
  void aPlanSaysWhatWouldHappenAndLeavesNoTrace() {
    Answer open = rig.http.post("/v1/restores/plan", body(other, "")).is(200);
    Answer closed = rig.http.post("/v1/restores/plan", body(shop, "")).is(200);

    assertThat(open.json().at("/allowed").asBoolean()).isTrue();
    assertThat(open.at("/gates/0/name")).isEqualTo("target-is-empty");
    assertThat(closed.json().at("/allowed").asBoolean(true)).isFalse();
    assertThat(closed.at("/gates/0/refusal/code")).isEqualTo("TARGET_NOT_EMPTY");
    assertThat(rig.http.get("/v1/operations?instance=" + other).json().at("/items")).isEmpty();
  }

  @Test
  void aConsentThatNamesSomethingElseIsRefusedBeforeAnythingIsStarted() {
    String consent = ", \"consent\": \"production\"";

    rig.http
        .post("/v1/restores", body(other, consent))
        .isProblem(403, ErrorCode.CONSENT_MISSING, "consent");
    rig.http
        .post("/v1/restores/plan", body(other, consent))
        .isProblem(403, ErrorCode.CONSENT_MISSING, "consent");
    assertThat(rig.http.get("/v1/operations?instance=" + other).json().at("/items")).isEmpty();
  }

  @Test
  void aPartUnderNewNamesIsAskedForAndShown() {
    String clone = rig.instance();
    String part =
        ", \"include\": [\"sales.*\"], \"exclude\": [\"*.logs\"],"
            + " \"rename\": [{\"from\": \"sales.*\", \"to\": \"old_sales.*\"}]";

    Answer started = rig.http.post("/v1/restores", body(clone, part)).is(202);

    assertThat(started.at("/restore/selection/include/0")).isEqualTo("sales.*");
    assertThat(started.at("/restore/selection/renames/0/to")).isEqualTo("old_sales.*");
    rig.awaitState(started.at("/operation/id"), "completed");
    assertThat(rig.catalogue.restores(new InstanceId(clone)).getFirst().task().request())
        .satisfies(request -> assertThat(request.selection()).isNotNull());
  }

  @Test
  void whatIsNotThereCannotBeRestored() {
    String unknown = "{\"source\": \"%s\", \"backup\": \"autumn\"}".formatted(shop);

    rig.http.post("/v1/restores", unknown).isProblem(404, ErrorCode.BACKUP_NOT_FOUND);
    rig.http.post("/v1/restores/plan", unknown).isProblem(404, ErrorCode.BACKUP_NOT_FOUND);
    rig.http.post("/v1/restores", body("nowhere", "")).isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void aBackupsOperationIsNoRestore() {
    String operation = rig.backup(rig.instance(), "{}").is(202).at("/operation/id");

    rig.http.get("/v1/restores/" + operation).isProblem(404, ErrorCode.RESTORE_NOT_FOUND);
  }

  @Test
  void aRestoreOfDocumentsWaitsForNoCopy() {
    String clone = rig.instance();
    String restore = rig.http.post("/v1/restores", body(clone, "")).is(202).at("/operation/id");

    rig.http
        .get("/v1/restores/" + restore + "/copy")
        .isProblem(400, ErrorCode.METHOD_NOT_SUPPORTED);
    rig.http
        .post("/v1/restores/" + restore + "/finish", "{\"token\": \"x\"}")
        .isProblem(400, ErrorCode.METHOD_NOT_SUPPORTED);
    rig.http
        .get("/v1/restores/%s.01ARZ3NDEKTSV4RRFFQ69G5FAV/copy".formatted(clone))
        .isProblem(404, ErrorCode.RESTORE_NOT_FOUND);
    rig.awaitState(restore, "completed");
  }

  private String body(String target, String more) {
    return "{\"source\": \"%s\", \"backup\": \"spring\", \"target\": \"%s\"%s}"
        .formatted(shop, target, more);
  }
}
