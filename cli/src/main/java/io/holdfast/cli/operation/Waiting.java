package io.holdfast.cli.operation;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.OperationId;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--wait`: the end of an operation, with its progress shown meanwhile. Ctrl-C ends the waiting,
/// not the operation, and says so.
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Waiting() {}

  /// @return the API's answer about the ended operation, whole
  public static JsonNode forEnd(
      OperationId id, RestClient client, JsonMapper mapper, Terminal terminal) {
    return until(id, client, mapper, terminal, _ -> false);
  }

  /// The same, or what it is when no more waiting is wanted.
  ///
  /// @param enough whether to wait no longer, though it runs
  static JsonNode until(
      OperationId id,
      RestClient client,
      JsonMapper mapper,
      Terminal terminal,
      Predicate<OperationView> enough) {
    try (ProgressLine progress = new ProgressLine(terminal)) {
      Thread farewell =
          new Thread(
              () -> {
                progress.wipe();
                terminal.err().println(goesOn(id));
              });
      Runtime.getRuntime().addShutdownHook(farewell);
      try {
        return new OperationWatch(client, mapper, PATIENCE).until(id, progress, enough);
      } finally {
        leaveInPeace(farewell);
      }
    }
  }

  /// Lets a moment pass before something is asked again.
  public static void aMoment() {
    OperationWatch.pause();
  }

  private static void leaveInPeace(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // The process is ending already; the farewell is being said.
    }
  }

  static String goesOn(OperationId id) {
    return """
    Not waiting any more; the operation goes on.
      holdfast status         shows it
      holdfast cancel %s  ends it"""
        .formatted(id);
  }
}
