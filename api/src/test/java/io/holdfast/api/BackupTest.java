package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Samples;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {
  private static final Instant SPRING = Instant.parse("2026-04-01T12:00:00Z");

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
  void aBackupIsStartedAndThenListedAsComplete() {
    String shop = rig.instance();

    Answer started = rig.backup(shop, "{\"name\": \"first\", \"description\": \"A test\"}").is(202);

    String operation = started.at("/operation/id");
    assertThat(started.header("Location")).isEqualTo("/v1/operations/" + operation);
    assertThat(started.at("/backup/name")).isEqualTo("first");
    rig.awaitState(operation, "completed");
    Answer list = rig.http.get("/v1/backups?instance=" + shop).is(200);
    assertThat(list.json().at("/items")).hasSize(1);
    assertThat(list.at("/items/0/state")).isEqualTo("completed");
    assertThat(list.at("/items/0/label")).isEqualTo("Complete");
    assertThat(list.at("/items/0/operation")).isEqualTo(operation);
    assertThat(list.at("/items/0/description")).isEqualTo("A test");
    assertThat(list.json().at("/items/0/content/documents").asInt()).isEqualTo(12);
  }

  @Test
  void aBackupWithoutANameIsNamedAfterTheTimeOfAsking() {
    String shop = rig.instance();

    Answer started = rig.backup(shop, "{}").is(202);

    assertThat(started.at("/backup/name")).matches("b\\d{8}-\\d{6}");
    assertThat(started.at("/backup/method")).isEqualTo("logical");
  }

  @Test
  void aBackupOnItsWayIsListedWithTheStateThatItsWorkflowTells() {
    String shop = rig.instance();
    rig.deployment.hold();
    String operation = rig.backup(shop, "{\"name\": \"held\"}").is(202).at("/operation/id");
    rig.awaitState(operation, "running");

    Answer list = rig.http.get("/v1/backups?instance=" + shop).is(200);

    assertThat(list.at("/items/0/state")).isEqualTo("running");
    assertThat(list.at("/items/0/label")).isEqualTo("Backing up");
    assertThat(list.json().at("/items/0/content").isMissingNode()).isTrue();
    assertThat(rig.http.get("/v1/instances/" + shop + "/backups/held").is(200).at("/backup/state"))
        .isEqualTo("running");
  }

  @Test
  void aCancelledBackupIsListedAsCancelledWithTheReason() {
    String shop = rig.instance();
    rig.deployment.hold();
    String operation = rig.backup(shop, "{\"name\": \"unwanted\"}").is(202).at("/operation/id");
    rig.awaitState(operation, "running");

    rig.http.post("/v1/operations/" + operation + "/cancel", "").is(202);

    rig.awaitState(operation, "cancelled");
    Answer list = rig.http.get("/v1/backups?state=cancelled&instance=" + shop).is(200);
    assertThat(list.at("/items/0/name")).isEqualTo("unwanted");
    assertThat(list.at("/items/0/failure/code")).isEqualTo("OPERATION_CANCELLED");
  }

  @Test
  void aNameThatIsTakenIsRefusedAtOnce() {
    String shop = rig.instance();
    rig.catalogue.add(Samples.manifest(new InstanceId(shop), "taken", SPRING));

    rig.backup(shop, "{\"name\": \"taken\"}").isProblem(409, ErrorCode.BACKUP_EXISTS);
  }

  @Test
  void anInstanceThatIsNotRegisteredCannotBeBackedUp() {
    rig.backup("nowhere", "{}").isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void backupsAreFilteredByInstanceStateMethodTriggerAndTime() {
    String shop = rig.instance();
    add(shop, "spring", SPRING);
    add(shop, "summer", SPRING.plusSeconds(86_400 * 90));

    assertThat(names("/v1/backups?instance=" + shop)).containsExactly("summer", "spring");
    assertThat(names("/v1/backups?from=2026-05-01T00:00:00Z&instance=" + shop))
        .containsExactly("summer");
    assertThat(names("/v1/backups?to=2026-04-01T12:00:01Z&instance=" + shop))
        .containsExactly("spring");
    assertThat(names("/v1/backups?state=failed&instance=" + shop)).isEmpty();
    assertThat(names("/v1/backups?method=physical&instance=" + shop)).isEmpty();
    assertThat(names("/v1/backups?method=logical&trigger=manual&instance=" + shop)).hasSize(2);
    assertThat(names("/v1/backups?trigger=automated&instance=" + shop)).isEmpty();
  }

  @Test
  void backupsOfAnInstanceThatIsGoneStayListed() {
    add("long-gone", "relic", SPRING);

    assertThat(names("/v1/backups?limit=500")).contains("relic");
    assertThat(names("/v1/backups?instance=long-gone")).containsExactly("relic");
  }

  @Test
  void aListIsPagedByCursorWithoutLossWhileABackupIsAdded() {
    String shop = rig.instance();
    for (int i = 0; i < 7; i++) {
      add(shop, "number-" + i, SPRING.plusSeconds(i));
    }
    List<String> seen = new ArrayList<>();
    Answer page = rig.http.get("/v1/backups?limit=3&instance=" + shop).is(200);
    add(shop, "newcomer", SPRING.plusSeconds(100));

    while (true) {
      page.json().at("/items").forEach(item -> seen.add(item.get("name").asString()));
      if (page.json().at("/next").isMissingNode()) {
        break;
      }
      page = rig.http.get("/v1/backups?limit=3&instance=" + shop + "&cursor=" + page.at("/next"));
    }

    assertThat(seen)
        .containsExactly(
            "number-6", "number-5", "number-4", "number-3", "number-2", "number-1", "number-0");
  }

  @Test
  void aBackupShowsItsSourcesAndOnRequestItsCollectionsPageByPage() {
    String shop = rig.instance();
    add(shop, "detailed", SPRING);
    String path = "/v1/instances/" + shop + "/backups/detailed";

    Answer plain = rig.http.get(path).is(200);
    Answer first = rig.http.get(path + "?include=contents&limit=2").is(200);
    Answer second =
        rig.http.get(path + "?include=contents&limit=2&cursor=" + first.at("/contents/next"));

    assertThat(plain.at("/sources/0/address")).isEqualTo("db2:27017");
    assertThat(plain.json().at("/contents").isMissingNode()).isTrue();
    assertThat(first.json().at("/contents/items").findValuesAsString("collection"))
        .containsExactly("customers", "open_orders");
    assertThat(first.json().at("/contents/items/0/documents").asInt()).isEqualTo(6);
    assertThat(first.at("/contents/items/1/kind")).isEqualTo("view");
    assertThat(second.json().at("/contents/items").findValuesAsString("collection"))
        .containsExactly("orders");
  }

  @Test
  void aBackupThatDoesNotExistIsNotFound() {
    rig.http
        .get("/v1/instances/" + rig.instance() + "/backups/nothing")
        .isProblem(404, ErrorCode.BACKUP_NOT_FOUND);
  }

  private void add(String instance, String name, Instant startedAt) {
    rig.catalogue.add(Samples.manifest(new InstanceId(instance), name, startedAt));
  }

  private List<String> names(String path) {
    return rig.http.get(path).is(200).json().at("/items").findValuesAsString("name");
  }
}
