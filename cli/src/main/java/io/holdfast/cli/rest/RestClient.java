package io.holdfast.cli.rest;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Ulid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Holdfast's API at one base URL: requests with JSON, answers as JSON. What it refuses comes back
/// as a [ProblemException], and silence as API_UNAVAILABLE.
public final class RestClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// A plan or a topology waits for a worker that looks at a database.
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final int LAST_GOOD_STATUS = 299;

  private final URI base;
  private final @Nullable String token;
  private final HttpClient http;
  private final JsonMapper mapper;

  /// @param token sent with each request to an API that asks for one; null where none is needed
  public RestClient(URI base, @Nullable String token, JsonMapper mapper) {
    this.base = base;
    this.token = token;
    this.mapper = mapper;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  public JsonNode delete(String path) {
    return send(request(path).DELETE().build());
  }

  /// Changes what is named in `body`, and nothing else.
  public JsonNode patch(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
            .build());
  }

  /// Asks for something to be started or made. Carries an idempotency key, so that the one retry
  /// after a broken connection starts nothing twice.
  public JsonNode post(String path, Object body) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", Ulid.random(Instant.now()))
            .POST(BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
            .build();
    try {
      return answer(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return send(request);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Opens a stream of server-sent events, as raw lines. Ends when the API ends it; a connection
  /// that breaks throws [java.io.UncheckedIOException] from the stream.
  public Stream<String> events(String path) {
    HttpRequest request = to(path).header("Accept", "text/event-stream").build();
    try {
      HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
      if (response.statusCode() > LAST_GOOD_STATUS) {
        try (Stream<String> lines = response.body()) {
          throw problem(response.statusCode(), String.join("\n", lines.toList()));
        }
      }
      return response.body();
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return to(path).header("Accept", "application/json, application/problem+json").timeout(ANSWER);
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) {
    try {
      return answer(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private JsonNode answer(HttpResponse<String> response) {
    if (response.statusCode() > LAST_GOOD_STATUS) {
      throw problem(response.statusCode(), response.body());
    }
    if (response.body().isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return mapper.readTree(response.body());
    } catch (JacksonException e) {
      throw foreign(response.statusCode());
    }
  }

  private RuntimeException problem(int status, String body) {
    try {
      JsonNode json = mapper.readTree(body);
      if (json.isObject() && json.has("code")) {
        return new ProblemException(new Problem(json));
      }
    } catch (JacksonException e) {
      // Not even JSON: not our API.
    }
    return foreign(status);
  }

  private HoldfastException foreign(int status) {
    return new HoldfastException(
        ErrorCode.API_UNAVAILABLE,
        "%s answered with status %d, but not as Holdfast does.".formatted(base, status),
        "Name Holdfast's own API with --api or HOLDFAST_API.");
  }

  private HoldfastException unavailable(IOException cause) {
    return new HoldfastException(
        ErrorCode.API_UNAVAILABLE,
        "The Holdfast API at %s cannot be reached (%s)."
            .formatted(base, cause.getClass().getSimpleName()),
        "Start it with 'holdfast dev' or 'holdfast server', or name another with --api or HOLDFAST_API.",
        cause);
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for the API", cause);
  }
}
