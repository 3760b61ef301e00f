package io.holdfast.cli.operation;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.OperationId;
import java.util.List;
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
    if (wait) {
      return endAndWait(client, id);
    }
    JsonNode asked = client.post(Paths.cancel(id), new Body());
    printer().print(asked, () -> List.of("%s %s was asked to end.".formatted(kind, id), next(id)));
    return 0;
  }

  private int endAndWait(RestClient client, OperationId id) {
    askUnlessDecided(client, id);
    JsonNode answer = Waiting.forEnd(id, client, JsonMapper.shared(), terminal());
    OperationView ended = read(answer, OperationView.class);
    Optional<String> shortfall =
        ended.completed()
            ? Optional.of("That came too late: it is complete.")
            : shortfall(client, ended);
    printer()
        .print(
            answer,
            () ->
                Stream.of(
                        Optional.of("%s %s ended: %s.".formatted(kind, id, ended.state())),
                        shortfall,
                        Optional.of(next(id)))
                    .flatMap(Optional::stream)
                    .toList());
    return shortfall.isPresent() ? ErrorCategory.CONFLICT.exitCode() : 0;
  }

  /// Who waits wants to know how it ends, also when it is too late.
  private void askUnlessDecided(RestClient client, OperationId id) {
    try {
      var _ = client.post(Paths.cancel(id), new Body());
    } catch (ProblemException e) {
      if (!e.problem().code().equals(ErrorCode.OPERATION_DECIDED.name())) {
        throw e;
      }
      terminal().err().println(e.problem().told());
    }
  }

  /// What did not come about of that for which people end such an operation, which has not
  /// completed; empty when all did.
  protected Optional<String> shortfall(RestClient client, OperationView ended) {
    return Optional.empty();
  }

  private String next(OperationId id) {
    return "Next: holdfast describe %s says what %s.".formatted(id, leaves);
  }
}
