package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;

/// Where the worker finds a secret: `env:NAME`, an environment variable of its process, or
/// `file:/absolute/path`, whose first line is the secret. The reference itself is not secret.
public record SecretRef(@JsonValue String value) implements Secret {
  private static final String ENV = "env:";
  private static final String FILE = "file:/";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SecretRef {
    boolean env = value.startsWith(ENV) && value.length() > ENV.length();
    boolean file = value.startsWith(FILE) && value.length() > FILE.length();
    if (!env && !file) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A secret is named by reference.",
          "Write env:NAME for a variable of the worker's environment, or file:/absolute/path.");
    }
  }

  /// Whether the secret is an environment variable; otherwise it is a file.
  public boolean isEnvironment() {
    return value.startsWith(ENV);
  }

  /// The variable's name or the file's absolute path.
  public String target() {
    return isEnvironment() ? value.substring(ENV.length()) : value.substring(FILE.length() - 1);
  }

  @Override
  public String toString() {
    return value;
  }
}
