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
}
