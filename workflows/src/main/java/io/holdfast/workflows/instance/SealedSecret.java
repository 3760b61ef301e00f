package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.regex.Pattern;

/// A secret that was encrypted with a key before it was written down: `sealed:<key
/// id>:<base64url>`. Only the process that has the key learns it.
public record SealedSecret(@JsonValue String value) implements Secret {
  private static final String PREFIX = "sealed:";
  private static final Pattern FORM = Pattern.compile("sealed:[0-9a-f]{16}:[A-Za-z0-9_-]+");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SealedSecret {
    if (!FORM.matcher(value).matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A sealed secret is damaged.",
          "Give the instance its password again.");
    }
  }

  /// The secret that `key` sealed.
  ///
  /// @param sealed in base64url without padding
  public static SealedSecret of(String keyId, String sealed) {
    return new SealedSecret(PREFIX + keyId + ":" + sealed);
  }

  static boolean isSealed(String value) {
    return value.startsWith(PREFIX);
  }

  /// Which key seals it.
  public String keyId() {
    return value.substring(PREFIX.length(), value.lastIndexOf(':'));
  }

  /// What the key made of it, in base64url without padding.
  public String sealed() {
    return value.substring(value.lastIndexOf(':') + 1);
  }

  /// Shown nowhere, not even sealed.
  @Override
  public String toString() {
    return "sealed";
  }
}
