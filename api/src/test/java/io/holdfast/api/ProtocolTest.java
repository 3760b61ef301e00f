package io.holdfast.api;

import static io.holdfast.workflows.error.ErrorCode.REQUEST_UNACCEPTABLE;
import static io.holdfast.workflows.error.ErrorCode.RESOURCE_NOT_FOUND;
import static io.holdfast.workflows.error.ErrorCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a request as HTTP sees it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
  private final ApiRig rig = new ApiRig();

  @AfterAll
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{",
        "{\"id\"",
        "{\"id\": }",
        "[]",
        "[{}]",
        "1",
        "\"text\"",
        "true",
        "{} {}",
        "{'id': 'shop'}",
        "{\"id\": \"a-b\", \"id\": \"c-d\"}",
        "<xml/>"
      })
  void aBodyThatIsNoJsonObjectIsRefused(String body) {
    assertThat(rig.http.post("/v1/instances", body).is(400).at("/code"))
        .isEqualTo(VALIDATION_FAILED.name());
    assertThat(rig.http.patch("/v1/instances/shop", body).status()).isEqualTo(400);
  }

  @Test
  void aBrokenBodyIsNotRepeated() {
    assertThat(rig.http.post("/v1/instances", "{\"connectionString\": \"hush\" hush}").text())
        .doesNotContain("hush");
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    assertThat(rig.http.post("/v1/instances", "{\"id\":".repeat(5_000)).status()).isEqualTo(400);
    assertThat(rig.http.patch("/v1/instances/shop", "[".repeat(20_000)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v2/instances", "/v1/instances/shop/nothing", "/docs/x.js"})
  void anUnknownPathIsNotFound(String path) {
    rig.http.get(path).isProblem(404, RESOURCE_NOT_FOUND);
  }

  @Test
  void aMethodThatThePathDoesNotTakeIsSaidSo() {
    rig.http.delete("/v1/backups").isProblem(405, REQUEST_UNACCEPTABLE);
    rig.http.send("PUT", "/v1/instances", "{}").isProblem(405, REQUEST_UNACCEPTABLE);
    assertThat(rig.http.send("PUT", "/v1/instances", "{}").header("Allow"))
        .contains("GET")
        .contains("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void onlyJsonChangesAnything(String mediaType) {
    var request =
        rig.http
            .request("/v1/instances")
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofString(ApiRig.instanceBody("form")));

    rig.http.send(request).isProblem(415, REQUEST_UNACCEPTABLE);

    assertThat(rig.http.get("/v1/instances/form").status()).isEqualTo(404);
  }

  @Test
  void aChangeWithoutAMediaTypeIsRefusedEvenWithoutABody() {
    var request = rig.http.request("/v1/operations/shop.x/cancel").POST(BodyPublishers.noBody());

    rig.http.send(request).isProblem(415, REQUEST_UNACCEPTABLE);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String body = "{\"description\": \"" + "x".repeat(70_000) + "\"}";

    rig.http.post("/v1/instances", body).isProblem(413, REQUEST_UNACCEPTABLE);
  }

  @Test
  void anAnswerInAnotherMediaTypeIsNotToBeHad() {
    rig.http
        .send(rig.http.request("/v1/instances").header("Accept", "application/xml"))
        .isProblem(406, REQUEST_UNACCEPTABLE);
  }

  @Test
  void aHeadIsAnsweredWithoutABody() {
    assertThat(rig.http.send("HEAD", "/v1/instances", "").is(200).text()).isEmpty();
    assertThat(rig.http.send("HEAD", "/v1/instances/nowhere", "").is(404).text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", "[::2]"})
  void anotherHostsNameIsNotAnsweredFor(String host) throws IOException {
    assertThat(raw("GET /v1/instances HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("REQUEST_UNACCEPTABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:1", "[::1]:8080"})
  void loopbackIsAnsweredForByAnyOfItsNames(String host) throws IOException {
    assertThat(raw("GET /v1/instances HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/backups?cursor=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /v1/instances/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "BREW /v1/instances HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      })
  void rubbishOnTheWireIsAClientsErrorWithoutAStack(String request) throws IOException {
    assertThat(raw(request)).startsWith("HTTP/1.1 4").doesNotContain("Exception", "\tat ");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(rig.api.uri().getHost(), rig.api.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
