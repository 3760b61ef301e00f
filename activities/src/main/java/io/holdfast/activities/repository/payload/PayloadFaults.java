package io.holdfast.activities.repository.payload;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The errors of payload objects; each names the object by its full key.
final class PayloadFaults {
  private static final String HINT =
      "This backup cannot be restored as it is: take another, or bring the object back from a copy"
          + " of the repository. 'holdfast repo verify' lists everything that is wrong.";

  private PayloadFaults() {}

  static HoldfastException missing(String fullKey) {
    return new HoldfastException(
        ErrorCode.OBJECT_MISSING, fullKey + " is not in the repository.", HINT);
  }

  /// @param keyMissing which key it would take
  static HoldfastException unreadable(String fullKey, HoldfastException keyMissing) {
    return new HoldfastException(
        ErrorCode.KEY_MISSING,
        "%s cannot be decrypted: %s".formatted(fullKey, keyMissing.message()),
        keyMissing.hint(),
        keyMissing);
  }

  static HoldfastException corrupt(String fullKey, String how) {
    return corrupt(fullKey, how, null);
  }

  static HoldfastException corrupt(String fullKey, String how, @Nullable IOException cause) {
    return new HoldfastException(
        ErrorCode.OBJECT_CORRUPT, "%s is damaged: %s.".formatted(fullKey, how), HINT, cause);
  }
}
