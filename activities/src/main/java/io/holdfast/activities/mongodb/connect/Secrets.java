package io.holdfast.activities.mongodb.connect;

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
final class Secrets {
  private final Function<String, @Nullable String> environment;

  Secrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /// The secret behind `reference`.
  ///
  /// @throws HoldfastException ACCESS_DENIED when it cannot be found
  String resolve(SecretRef reference) {
    String secret =
        reference.isEnvironment() ? environment.apply(reference.target()) : firstLine(reference);
    if (secret == null || secret.isEmpty()) {
      throw unresolved(
          reference,
          reference.isEnvironment()
              ? "the worker's environment has no such variable, or it is empty"
              : "the file's first line is empty");
    }
    return secret;
  }

  private static @Nullable String firstLine(SecretRef reference) {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(reference.target()))) {
      return reader.readLine();
    } catch (IOException | InvalidPathException e) {
      throw unresolved(reference, "the worker cannot read the file");
    }
  }

  private static HoldfastException unresolved(SecretRef reference, String reason) {
    return new HoldfastException(
        ErrorCode.ACCESS_DENIED,
        "The password '%s' cannot be found: %s.".formatted(reference, reason),
        "Set it where the worker runs (not the API), then try again.");
  }
}
