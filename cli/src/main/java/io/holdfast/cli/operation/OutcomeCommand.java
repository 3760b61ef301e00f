package io.holdfast.cli.operation;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.OperationId;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A command that moves an operation on, and waits for its end where that is wanted.
public abstract class OutcomeCommand extends ApiCommand {
  @Option(names = "--wait", description = "Wait for its end; the exit code is the outcome's.")
  private boolean wait;

  protected OutcomeCommand(Terminal terminal) {
    super(terminal);
  }

  protected final boolean waits() {
    return wait;
  }

  /// Waits for the end of `id` and prints it.
  ///
  /// @param text what people are told of the end
  /// @throws io.holdfast.cli.rest.ProblemException why it ended, when it did not complete
  protected final void awaitEnd(
      RestClient client, OperationId id, Function<OperationView, List<String>> text) {
    JsonNode answer = Waiting.forEnd(id, client, JsonMapper.shared(), terminal());
    OperationView ended = read(answer, OperationView.class);
    printer().print(answer, () -> text.apply(ended));
    ended.requireCompleted();
  }
}
