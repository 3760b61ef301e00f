package io.holdfast.activities.secret;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SecretRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where references become secrets. Its errors name the reference, never what it holds.
public final class Secrets {
  private final Function<String, @Nullable String> environment;

  /// @param environment the process's environment variables, or a test's
  public Secrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /// The secret behind `reference`.
  ///
  /// @param what what it is, as the start of a sentence: `The password`
  /// @throws HoldfastException ACCESS_DENIED when it cannot be found
  public String resolve(String what, SecretRef reference) {
    String secret =
        reference.isEnvironment()
            ? environment.apply(reference.target())
            : firstLine(what, reference);
    if (secret == null || secret.isEmpty()) {
      throw unresolved(
          what,
          reference,
          reference.isEnvironment()
              ? "the environment has no such variable, or it is empty"
              : "the file's first line is empty");
    }
    return secret;
  }

  private static @Nullable String firstLine(String what, SecretRef reference) {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(reference.target()))) {
      return reader.readLine();
    } catch (IOException | InvalidPathException e) {
      throw unresolved(what, reference, "the file cannot be read");
    }
  }

  private static HoldfastException unresolved(String what, SecretRef reference, String reason) {
    return new HoldfastException(
        ErrorCode.ACCESS_DENIED,
        "%s '%s' cannot be found: %s.".formatted(what, reference, reason),
        "Put it where this process runs (a password: where the worker runs), then try again.");
  }
}
