package io.holdfast.cli.operation;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Follows an operation to its end by the API's events, also across an API that goes away and comes
/// back: the operation does not need it.
public final class OperationWatch {
  private static final String DATA = "data:";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RestClient client;
  private final JsonMapper mapper;
  private final Duration patience;

  /// @param patience how long the API may be away
  public OperationWatch(RestClient client, JsonMapper mapper, Duration patience) {
    this.client = client;
    this.mapper = mapper;
    this.patience = patience;
  }

  /// Waits until the operation is over.
  ///
  /// @param seen is told each time something was heard of it
  /// @return the API's answer about the ended operation, whole
  public JsonNode untilOver(OperationId id, Consumer<OperationView> seen) {
    return until(id, seen, _ -> false);
  }

  /// Waits until the operation is over, or no more waiting is wanted.
  ///
  /// @param seen is told each time something was heard of it
  /// @param enough whether to wait no longer, though it runs
  /// @return the API's answer about the operation, whole
  public JsonNode until(
      OperationId id, Consumer<OperationView> seen, Predicate<OperationView> enough) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        listen(id, seen, enough);
        JsonNode answer = client.get(Paths.operation(id));
        OperationView operation = read(answer);
        seen.accept(operation);
        if (!operation.running() || enough.test(operation)) {
          return answer;
        }
        deadline = System.nanoTime() + patience.toNanos();
      } catch (HoldfastException | ProblemException e) {
        if (!isPassing(e) || System.nanoTime() > deadline) {
          throw e;
        }
      }
      pause();
    }
  }

  /// Whether asking again may help: the API, or what it needs, is away.
  private static boolean isPassing(RuntimeException e) {
    int exitCode =
        switch (e) {
          case HoldfastException unanswered -> unanswered.code().category().exitCode();
          case ProblemException answered -> answered.problem().exitCode();
          default -> ErrorCategory.INTERNAL.exitCode();
        };
    return exitCode == ErrorCategory.UNAVAILABLE.exitCode();
  }

  /// Hears events until it is enough, or the stream ends or breaks, which it may at any time.
  private void listen(
      OperationId id, Consumer<OperationView> seen, Predicate<OperationView> enough) {
    try (Stream<String> lines = client.events(Paths.events(id))) {
      var _ = lines.flatMap(line -> event(line).stream()).peek(seen).anyMatch(enough);
    } catch (UncheckedIOException e) {
      // The connection broke; what has become of the operation is asked next.
    }
  }

  private Optional<OperationView> event(String line) {
    if (!line.startsWith(DATA)) {
      return Optional.empty();
    }
    JsonNode data = mapper.readTree(line.substring(DATA.length()));
    return data.has("state") ? Optional.of(read(data)) : Optional.empty();
  }

  private OperationView read(JsonNode answer) {
    return mapper.convertValue(answer, OperationView.class);
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an operation", e);
    }
  }
}
