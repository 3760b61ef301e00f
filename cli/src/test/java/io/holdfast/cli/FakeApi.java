package io.holdfast.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An API that answers what it was told to, and keeps what it was asked.
public final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  private record Answer(int status, String type, String body) {}

  /// What it was asked.
  public record Request(
      String line, @Nullable String idempotencyKey, @Nullable String authorization, String body) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  public FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers a request line such as `GET /v1/status`. Told more than once, the answers come one
  /// after the other, and the last one again and again.
  public FakeApi answer(String line, int status, String json) {
    return answer(line, new Answer(status, "application/json", json));
  }

  /// Answers with a problem of the registry's form.
  public FakeApi refuse(String line, int status, String code, String detail, String hint) {
    String json =
        """
        {"type": "urn:holdfast:error:%s", "title": "No", "status": %d, "detail": "%s",
         "code": "%s", "hint": "%s", "field": "somewhere"}"""
            .formatted(code, status, detail, code, hint);
    return answer(line, new Answer(status, "application/problem+json", json));
  }

  /// Answers with server-sent events, then ends the stream.
  public FakeApi events(String line, String... data) {
    StringBuilder body = new StringBuilder(": hello\n\n");
    for (String json : data) {
      body.append("event: progress\ndata: ").append(json.replace("\n", "")).append("\n\n");
    }
    return answer(line, new Answer(200, "text/event-stream", body.toString()));
  }

  private synchronized FakeApi answer(String line, Answer answer) {
    answers.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /// The only request with this line.
  public Request request(String line) {
    return requests().stream()
        .filter(request -> request.line().equals(line))
        .reduce(
            (_, _) -> {
              throw new AssertionError("more than one " + line);
            })
        .orElseThrow(() -> new AssertionError("no " + line + " in " + requests()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Answer answer = next(new Request(line, key, authorization, body));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer next(Request request) {
    requests.add(request);
    Deque<Answer> left = answers.get(request.line());
    if (left == null) {
      return new Answer(418, "text/plain", "nobody told me about " + request.line());
    }
    Answer answer = left.getFirst();
    if (left.size() > 1) {
      left.removeFirst();
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
