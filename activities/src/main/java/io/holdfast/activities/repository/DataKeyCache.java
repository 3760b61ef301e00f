package io.holdfast.activities.repository;

import io.holdfast.activities.repository.payload.DataKey;
import io.holdfast.workflows.model.BackupRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The data keys of the backups that were used last, each as of a version of its record. Safe for
/// many threads.
final class DataKeyCache {
  private static final int MOST = 256;

  /// What was found.
  ///
  /// @param key empty when the backup is not encrypted
  record Known(String version, Optional<DataKey> key) {}

  private final Map<BackupRef, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  /// What is known of `backup` as of `version`.
  synchronized Optional<Known> find(BackupRef backup, String version) {
    return Optional.ofNullable(known.get(backup)).filter(found -> found.version().equals(version));
  }

  synchronized void put(BackupRef backup, String version, Optional<DataKey> key) {
    known.put(backup, new Known(version, key));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  synchronized void remove(BackupRef backup) {
    known.remove(backup);
  }
}
