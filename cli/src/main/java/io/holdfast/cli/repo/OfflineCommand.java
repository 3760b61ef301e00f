package io.holdfast.cli.repo;

import io.holdfast.cli.OutputOptions;
import io.holdfast.cli.output.Printer;
import io.holdfast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// A command on one repository, named by its URL.
@Command(mixinStandardHelpOptions = true)
abstract class OfflineCommand implements Callable<Integer> {
  @Mixin private final OutputOptions output;

  @Parameters(index = "0", paramLabel = "URL", description = "Such as file:///var/lib/holdfast.")
  private String url;

  OfflineCommand(Terminal terminal) {
    this.output = new OutputOptions(terminal);
  }

  final String url() {
    return url;
  }

  final Terminal terminal() {
    return output.terminal();
  }

  final Printer printer() {
    return output.printer();
  }

  /// A record as programs get it.
  final JsonNode document(Object value) {
    return output.mapper().valueToTree(value);
  }
}
