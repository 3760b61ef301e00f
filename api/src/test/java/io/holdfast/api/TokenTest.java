package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Client;
import io.holdfast.api.rig.MemoryCatalogue;
import io.holdfast.workflows.catalogue.CatalogueProvider;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
  private final Path directory;
  private final ApiProcess api;
  private final Client http;

  TokenTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    String file =
        """
        # who may do what
        viewer:%s

        operator:%s
        ADMIN:%s
        """
            .formatted(digest("look"), digest("work"), digest("rule"));
    api = start(file);
    http = new Client(api.uri());
  }

  @AfterAll
  void stop() {
    http.close();
    api.close();
  }

  private ApiProcess start(String file) throws IOException {
    Path tokens = Files.writeString(directory.resolve("tokens"), file);
    Map<String, Object> properties =
        new HashMap<>(
            new ApiSettings("127.0.0.1", 0, "127.0.0.1:1", "default", "memory:", null)
                .properties());
    properties.put("holdfast.api.tokens-file", tokens.toString());
    CatalogueProvider provider = (_, _) -> new MemoryCatalogue();
    return ApiProcess.start(properties, builder -> builder.singletons(provider));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic bG9vazpsb29r", "look"})
  void withoutAKnownTokenNothingIsShown(String authorization) {
    Answer answer = get("/v1/instances", authorization.isEmpty() ? null : authorization);

    answer.isProblem(401, ErrorCode.TOKEN_REFUSED);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @CsvSource({
    "look, GET, /v1/backups, 200",
    "look, POST, /v1/restores, 403",
    "look, POST, /v1/restores/plan, 400",
    "look, POST, /v1/instances, 403",
    "look, PATCH, /v1/instances/shop, 403",
    "look, DELETE, /v1/instances/shop, 403",
    "work, GET, /v1/backups, 200",
    "work, POST, /v1/restores, 400",
    "work, POST, /v1/instances, 403",
    "work, DELETE, /v1/instances/shop, 403",
    "rule, GET, /v1/backups, 200",
    "rule, POST, /v1/restores, 400",
    "rule, POST, /v1/instances, 400",
    "rule, DELETE, /v1/instances/shop, 404"
  })
  void aRoleMayDoWhatItMay(String token, String method, String path, int status) {
    HttpRequest.Builder request =
        http.request(path)
            .header("Authorization", "bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));

    Answer answer = http.send(request).is(status);

    if (status == 403) {
      answer.isProblem(403, ErrorCode.TOKEN_REFUSED);
      assertThat(answer.at("/hint")).containsPattern("operator|admin");
    }
  }

  @Test
  void healthAndDescriptionNeedNoToken() {
    get("/health", null).is(503);
    get("/openapi", null).is(200);
    get("/docs", null).is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "viewer:abc", "root:0000", "viewer: token"})
  void aLineThatIsNoTokenRefusesTheStartByItsNumber(String line) {
    assertThatThrownBy(() -> start("# comment\n" + line + "\n").close())
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.message()).contains("Line 2").doesNotContain("token: "));
  }

  private Answer get(String path, @Nullable String authorization) {
    HttpRequest.Builder request = http.request(path).GET();
    return http.send(
        authorization == null ? request : request.header("Authorization", authorization));
  }

  private static String digest(String token) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }
}
