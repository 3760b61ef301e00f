package io.holdfast.activities.storage.s3;

import java.time.Duration;
import java.util.Locale;

/// How long, and how firmly, the bucket keeps what is retained.
record Retention(Mode mode, Duration period) {
  /// Who may lift a lock before its time: nobody, or whoever may bypass governance.
  enum Mode {
    COMPLIANCE,
    GOVERNANCE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
