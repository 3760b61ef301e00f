package io.holdfast.cli.instance;

import io.holdfast.cli.rest.Body;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a password comes from. Never an argument: those are seen by everybody on the machine.
final class PasswordSource {
  @Option(
      names = "--password-from",
      paramLabel = "REF",
      description = "Where the worker finds the password: env:NAME or file:/absolute/path.")
  private @Nullable String reference;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Read the password from a file's first line now ('-': from the standard input); it is"
              + " kept sealed. Without any of these it is asked for.")
  private @Nullable Path file;

  /// Whether it is named where it comes from, so that nobody need be asked.
  boolean isNamed() {
    return reference != null || file != null;
  }

  /// Adds the reference, or the password itself to be sealed.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when there is none and nobody can be asked
  Body addTo(Body credentials, Terminal terminal) {
    return reference != null
        ? credentials.with("password", reference)
        : credentials.with("secret", password(terminal));
  }

  private String password(Terminal terminal) {
    Optional<String> password = file == null ? typed(terminal) : firstLine(file, terminal);
    return password
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.VALIDATION_FAILED,
                    "There is no password.",
                    "Give --password-from env:NAME, --password-file FILE, or type it at a"
                        + " terminal."));
  }

  private static Optional<String> typed(Terminal terminal) {
    return terminal.interactive() ? terminal.askSecret("Password: ") : Optional.empty();
  }

  private static Optional<String> firstLine(Path file, Terminal terminal) {
    boolean piped = file.toString().equals("-");
    try (BufferedReader lines = piped ? terminal.in() : Files.newBufferedReader(file)) {
      return Optional.ofNullable(lines.readLine());
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The file %s cannot be read.".formatted(file),
          "Check the path and its permissions.",
          e);
    }
  }
}
