package io.holdfast.cli.operation;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.model.OperationId;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A command that asks an operation to end before its time and to clean up.
public abstract class EndingCommand extends ApiCommand {
  private final String kind;
  private final String leaves;

  @Option(names = "--wait", description = "Wait until it has ended and cleaned up.")
  private boolean wait;

  /// @param kind what the operation is called
  /// @param leaves what its description says afterwards
  protected EndingCommand(Terminal terminal, String kind, String leaves) {
    super(terminal);
    this.kind = kind;
    this.leaves = leaves;
  }

  /// Asks `id` to end.
  protected final int end(RestClient client, OperationId id) {
    JsonNode asked = client.post(Paths.cancel(id), new Body());
    JsonNode answer = wait ? Waiting.forEnd(id, client, JsonMapper.shared(), terminal()) : asked;
    Optional<String> shortfall =
        wait ? shortfall(client, read(answer, OperationView.class)) : Optional.empty();
    printer()
        .print(
            answer,
            () ->
                Stream.of(Optional.of(outcome(id, answer)), shortfall, Optional.of(next(id)))
                    .flatMap(Optional::stream)
                    .toList());
    return shortfall.isPresent() ? ErrorCategory.CONFLICT.exitCode() : 0;
  }

  /// What did not come about of that for which people end such an operation; empty when all did.
  protected Optional<String> shortfall(RestClient client, OperationView ended) {
    return Optional.empty();
  }

  private String outcome(OperationId id, JsonNode answer) {
    return wait
        ? "%s %s ended: %s.".formatted(kind, id, read(answer, OperationView.class).state())
        : "%s %s was asked to end.".formatted(kind, id);
  }

  private String next(OperationId id) {
    return "Next: holdfast describe %s says what %s.".formatted(id, leaves);
  }
}
