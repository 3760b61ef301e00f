package io.holdfast.cli.repo.key;

import io.holdfast.activities.repository.key.KeyFile;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.cli.OutputOptions;
import io.holdfast.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `holdfast repo key generate`: a new key in a new file. Touches no repository.
@Command(
    name = "generate",
    description = "Write a new key into a new file that only you can read.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  holdfast repo key generate shop.key")
public final class KeyGenerate implements Callable<Integer> {
  @Mixin private final OutputOptions output;

  @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
  private Path file;

  /// What was made.
  record Made(String id, String file) {}

  public KeyGenerate(Terminal terminal) {
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    RepositoryKey key = RepositoryKey.generate();
    KeyFile.create(file, key);
    output
        .printer()
        .print(
            output.mapper().valueToTree(new Made(key.id(), file.toString())),
            () ->
                List.of(
                    "Key %s is in %s.".formatted(key.id(), file),
                    "Keep copies of it away from the repository: whoever loses it loses every"
                        + " backup that is encrypted with it, and nobody can help."));
    return 0;
  }
}
