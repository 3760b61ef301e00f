package io.holdfast.e2e.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API as a program sees it: JSON in, JSON out.
public final class Rest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  Rest(URI base) {
    this.base = base;
  }

  /// An answer, whatever its status.
  public record Answer(int status, Map<String, java.util.List<String>> headers, JsonNode body) {

    /// The operation that a 202 started.
    public String operation() {
      return body.path("operation").path("id").asString();
    }

    public String code() {
      return body.path("code").asString();
    }
  }

  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  public Answer post(String path, Map<String, ?> body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  /// Waits until an operation is over.
  ///
  /// @return the operation as the API shows it
  public JsonNode awaitEnd(String operation, Duration limit) {
    return await("the end of " + operation)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () -> get("/v1/operations/" + operation).body(),
            answer -> answer.has("running") && !answer.path("running").asBoolean());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(40));
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      JsonNode body = text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
      return new Answer(response.statusCode(), response.headers().map(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
