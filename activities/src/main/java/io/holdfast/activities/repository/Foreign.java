package io.holdfast.activities.repository;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;

/// The refusal of records that were written for another place: a copy, a swap, a mix-up.
final class Foreign {
  private Foreign() {}

  /// @throws HoldfastException MANIFEST_INVALID when the record at `key` is not that of `expected`
  static void requireNamed(Object expected, Object found, String key) {
    if (!found.equals(expected)) {
      throw refused("%s is the record of %s.".formatted(key, found));
    }
  }

  static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.MANIFEST_INVALID,
        message,
        "It was copied here from elsewhere: use it where it was written.");
  }
}
