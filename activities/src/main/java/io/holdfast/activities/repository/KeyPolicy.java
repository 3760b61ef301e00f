package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;

/// When a process may write backups: never unencrypted by accident.
final class KeyPolicy {
  private KeyPolicy() {}

  /// @throws HoldfastException KEY_MISSING without the repository's active key; VALIDATION_FAILED
  ///   when a key was given and the repository has none
  static void requireWritable(RepositoryMarker marker, KeyRing keys, String place) {
    String active = marker.activeKey();
    if (active != null) {
      var _ = keys.require(active, "Writing to " + place);
    } else if (!keys.keys().isEmpty()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A key was given, but the repository at %s has none: backups would not be encrypted."
              .formatted(place),
          "Add it with 'holdfast repo key add', or take the key away.");
    }
  }

  /// For a process that writes without encryption.
  ///
  /// @param today the marker as it is now
  /// @throws HoldfastException KEY_MISSING when it has a key
  static void requireNoKey(RepositoryMarker today, String place) {
    if (today.hasKey()) {
      throw new HoldfastException(
          ErrorCode.KEY_MISSING,
          "The repository at %s has the key %s since this worker was started without it."
              .formatted(place, today.activeKey()),
          "Give every worker the key (HOLDFAST_REPOSITORY_KEY), restart it, and back up again.");
    }
  }
}
