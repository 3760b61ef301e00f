package io.holdfast.activities.storage.location;

import java.time.Duration;
import java.util.Locale;

/// How long, and how firmly, a store keeps what is retained.
public record Retention(Mode mode, Duration period) {
  /// Who may lift a lock before its time: nobody, or whoever has a right of its own for that.
  public enum Mode {
    COMPLIANCE,
    GOVERNANCE;

    /// As it stands in a URL.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
