package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.workflows.error.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// An external backup through the API.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalBackupTest {
  private final ApiRig rig = new ApiRig();

  ExternalBackupTest() {
    rig.deployment.runPercona();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void itsFilesAreListedAndAFinishWithTheirTokenCompletesIt() {
    String shop = rig.instance();
    String operation = start(shop, "spring");
    JsonNode files = awaitFiles(shop, "spring");

    assertThat(files.path("attempt").asInt()).isEqualTo(1);
    assertThat(files.path("deadline").asString()).isNotEmpty();
    assertThat(files.at("/nodes/0/dbPath").asString()).isEqualTo("/data/rs0");
    assertThat(files.at("/nodes/0/files").asInt()).isEqualTo(3);
    assertThat(files.at("/files/items").findValuesAsString("path"))
        .containsExactly("WiredTiger.backup", "collection-0.wt", "storage.bson");
    JsonNode view =
        rig.http.get("/v1/instances/" + shop + "/backups/spring").is(200).json().path("backup");
    assertThat(view.path("state").asString()).isEqualTo("copy_ready");
    assertThat(view.path("label").asString()).isEqualTo("Ready to copy");

    finish(shop, "spring", files.path("token").asString(), 202);

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                rig.http
                    .get("/v1/operations/" + operation)
                    .json()
                    .path("state")
                    .asString()
                    .equals("completed"));
    JsonNode copied =
        rig.http.get("/v1/instances/" + shop + "/backups/spring/files").is(200).json();
    assertThat(copied.path("state").asString()).isEqualTo("completed");
    assertThat(copied.has("token")).isFalse();
    assertThat(copied.at("/files/items")).hasSize(3);
    assertThat(finish(shop, "spring", files.path("token").asString(), 409))
        .isEqualTo(ErrorCode.OPERATION_FINISHED.name());
  }

  @Test
  void filesComePageByPage() {
    String shop = rig.instance();
    String operation = start(shop, "summer");
    var _ = awaitFiles(shop, "summer");
    String path = "/v1/instances/" + shop + "/backups/summer/files?limit=2";

    JsonNode first = rig.http.get(path).is(200).json().path("files");
    JsonNode second =
        rig.http.get(path + "&cursor=" + first.path("next").asString()).is(200).json();

    assertThat(first.path("items")).hasSize(2);
    assertThat(second.at("/files/items")).hasSize(1);
    assertThat(second.path("files").has("next")).isFalse();
    cancel(operation);
  }

  @Test
  void anotherTokenIsRefusedWithTheReason() {
    String shop = rig.instance();
    String operation = start(shop, "autumn");
    String token = awaitFiles(shop, "autumn").path("token").asString();

    assertThat(finish(shop, "autumn", "rubbish", 409))
        .isEqualTo(ErrorCode.COPY_TOKEN_REFUSED.name());
    assertThat(finish(shop, "autumn", token.replaceAll(".$", "g"), 409))
        .isEqualTo(ErrorCode.COPY_TOKEN_REFUSED.name());
    assertThat(awaitFiles(shop, "autumn").path("refusal").asString()).isNotEmpty();
    cancel(operation);
  }

  @Test
  void aBackupThatIsNoneOfFilesHasNone() {
    String shop = rig.instance();
    var _ = rig.http.post("/v1/instances/" + shop + "/backups", "{\"name\": \"logical\"}").is(202);

    var _ =
        rig.http
            .get("/v1/instances/" + shop + "/backups/logical/files")
            .isProblem(400, ErrorCode.METHOD_NOT_SUPPORTED);
    var _ =
        rig.http
            .get("/v1/instances/" + shop + "/backups/nothing/files")
            .isProblem(404, ErrorCode.BACKUP_NOT_FOUND);
    var _ =
        rig.http
            .post("/v1/instances/shpo/backups/nothing/finish", "{\"token\": \"rubbish\"}")
            .isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }

  private String start(String instance, String name) {
    return rig.http
        .post(
            "/v1/instances/" + instance + "/backups",
            "{\"name\": \"%s\", \"method\": \"external\"}".formatted(name))
        .is(202)
        .json()
        .at("/operation/id")
        .asString();
  }

  private JsonNode awaitFiles(String instance, String name) {
    String path = "/v1/instances/" + instance + "/backups/" + name + "/files";
    return await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> rig.http.get(path).json(), files -> files.has("token"));
  }

  private String finish(String instance, String name, String token, int status) {
    return rig.http
        .post(
            "/v1/instances/" + instance + "/backups/" + name + "/finish",
            "{\"token\": \"%s\"}".formatted(token))
        .is(status)
        .json()
        .path("code")
        .asString("");
  }

  private void cancel(String operation) {
    var _ = rig.http.post("/v1/operations/" + operation + "/cancel", "").is(202);
  }
}
