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
class CompareTest {
  private final ApiRig rig = new ApiRig();
  private final String shop = rig.instance();

  CompareTest() {
    rig.catalogue.add(
        Samples.manifest(new InstanceId(shop), "spring", Instant.parse("2026-04-01T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aComparisonLocksItsTargetAndKeepsItsVerdict() {
    String clone = rig.instance();

    Answer started = rig.http.post(path(), "{\"target\": \"%s\"}".formatted(clone)).is(202);

    String id = started.at("/id");
    assertThat(started.header("Location")).isEqualTo("/v1/operations/" + id);
    assertThat(started.at("/kind")).isEqualTo("compare");
    assertThat(started.at("/instance")).isEqualTo(clone);
    assertThat(started.at("/source")).isEqualTo(shop);
    rig.awaitState(id, "completed");
    Answer verdict = rig.http.get("/v1/operations/" + id + "/comparison").is(200);
    assertThat(verdict.json().at("/equal").asBoolean(true)).isFalse();
    assertThat(verdict.at("/verdict/examples/0/what")).isEqualTo("the collection is missing");
    assertThat(rig.http.get("/v1/restores?target=" + clone).json().at("/items")).isEmpty();
  }

  @Test
  void theTargetIsTheSourceUnlessNamed() {
    Answer started = rig.http.post(path(), "{}").is(202);

    rig.awaitState(started.at("/id"), "completed");
    Answer verdict = rig.http.get("/v1/operations/" + started.at("/id") + "/comparison").is(200);
    assertThat(verdict.json().at("/equal").asBoolean()).isTrue();
  }

  @Test
  void whatIsNotThereCannotBeCompared() {
    rig.http
        .post(path().replace("spring", "autumn"), "{}")
        .isProblem(404, ErrorCode.BACKUP_NOT_FOUND);
    rig.http.post(path(), "{\"target\": \"nowhere\"}").isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void anotherOperationHasNoVerdict() {
    String backup = rig.backup(rig.instance(), "{}").is(202).at("/operation/id");

    rig.http
        .get("/v1/operations/" + backup + "/comparison")
        .isProblem(404, ErrorCode.COMPARISON_NOT_FOUND);
  }

  private String path() {
    return "/v1/instances/%s/backups/spring/compare".formatted(shop);
  }
}
