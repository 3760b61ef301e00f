package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryOptions;
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
public abstract class OfflineCommand implements Callable<Integer> {
  @Mixin private final OutputOptions output;

  @Mixin private final KeyOptions keys = new KeyOptions();

  @Parameters(index = "0", paramLabel = "URL", description = "Such as file:///var/lib/holdfast.")
  private String url;

  protected OfflineCommand(Terminal terminal) {
    this.output = new OutputOptions(terminal);
  }

  protected final String url() {
    return url;
  }

  /// The repository, opened with the keys that were given.
  protected final Repository open() {
    return Repository.open(url, false, options());
  }

  /// The keys that were given, and the usual compression.
  protected final RepositoryOptions options() {
    return keys.options(terminal());
  }

  protected final Terminal terminal() {
    return output.terminal();
  }

  protected final Printer printer() {
    return output.printer();
  }

  /// A record as programs get it.
  protected final JsonNode document(Object value) {
    return output.mapper().valueToTree(value);
  }
}
