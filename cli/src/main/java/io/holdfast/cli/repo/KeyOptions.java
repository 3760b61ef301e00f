package io.holdfast.cli.repo;

import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.key.KeyFile;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The keys that a person gives to a command on a repository.
final class KeyOptions {
  /// Names where the keys are found, as it does for worker and server.
  static final String VARIABLE = "HOLDFAST_REPOSITORY_KEY";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "A file with a key of the repository; more than one where old keys are still needed"
              + " (default: what $"
              + VARIABLE
              + " refers to).")
  private List<Path> files = List.of();

  /// The keys that were given.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException ACCESS_DENIED when one cannot be read,
  ///   VALIDATION_FAILED when it is no key
  KeyRing ring(Terminal terminal) {
    return files.isEmpty()
        ? KeyRing.resolve(terminal.variable(VARIABLE).orElse(""), "", new Secrets(terminal.env()))
        : new KeyRing(files.stream().map(KeyFile::read).toList(), Optional.empty());
  }

  RepositoryOptions options(Terminal terminal) {
    return RepositoryOptions.with(ring(terminal));
  }
}
