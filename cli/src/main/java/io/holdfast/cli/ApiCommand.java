package io.holdfast.cli;

import io.holdfast.cli.output.Printer;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// A command that asks the API something and prints what it answers.
@Command(mixinStandardHelpOptions = true)
public abstract class ApiCommand implements Callable<Integer> {
  @Mixin private final ApiOptions api;
  @Mixin private final OutputOptions output;

  protected ApiCommand(Terminal terminal) {
    this.api = new ApiOptions(terminal);
    this.output = new OutputOptions(terminal);
  }

  @Override
  public final Integer call() {
    try (RestClient client = api.client()) {
      return run(client);
    }
  }

  /// Does it.
  ///
  /// @return the exit code
  protected abstract int run(RestClient client);

  protected final Terminal terminal() {
    return output.terminal();
  }

  protected final Printer printer() {
    return output.printer();
  }

  /// An answer as the record that is read of it; what the record does not name is passed over.
  protected final <T> T read(JsonNode answer, Class<T> type) {
    return output.mapper().convertValue(answer, type);
  }
}
