package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Client;
import io.holdfast.workflows.catalogue.CatalogueProvider;
import io.holdfast.workflows.error.ErrorCode;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API over a real repository, found as it is in production: on the class path.
class RepositoryTest {
  @TempDir Path directory;

  private ApiProcess start() {
    return ApiProcess.start(new ApiSettings("127.0.0.1", 0, "127.0.0.1:1", "default", url(), null));
  }

  private String url() {
    return directory.toUri().toString();
  }

  private void makeRepository() {
    ServiceLoader.load(CatalogueProvider.class).findFirst().orElseThrow().open(url(), true).close();
  }

  @Test
  void whatOneApiWroteAnotherReads() {
    makeRepository();
    try (ApiProcess api = start();
        Client http = new Client(api.uri())) {
      http.post("/v1/instances", ApiRig.instanceBody("shop")).is(201);
    }

    try (ApiProcess api = start();
        Client http = new Client(api.uri())) {
      Answer shop = http.get("/v1/instances/shop").is(200);
      assertThat(shop.at("/connectionString")).contains("replicaSet=rs0");
      http.post("/v1/instances", ApiRig.instanceBody("shop"))
          .isProblem(409, ErrorCode.INSTANCE_EXISTS);
      http.patch("/v1/instances/shop", "{\"description\": \"changed\"}").is(200);
      assertThat(http.get("/v1/instances/shop").at("/description")).isEqualTo("changed");
    }
  }

  @Test
  void aRepositoryThatIsMadeWhileTheApiRunsIsFound() {
    try (ApiProcess api = start();
        Client http = new Client(api.uri())) {
      Answer missing = http.get("/v1/instances").isProblem(503, ErrorCode.STORAGE_UNAVAILABLE);
      assertThat(missing.at("/detail")).contains("holds no Holdfast repository");
      assertThat(directory).isEmptyDirectory();

      makeRepository();

      http.get("/v1/instances").is(200);
    }
  }
}
