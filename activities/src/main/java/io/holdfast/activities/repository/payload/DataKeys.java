package io.holdfast.activities.repository.payload;

import io.holdfast.workflows.model.BackupRef;
import java.util.Optional;

/// The keys that backups' payloads are encrypted with, one for each backup. Safe for many threads.
public interface DataKeys {
  /// Those of a repository without keys: nothing is encrypted.
  DataKeys NONE =
      new DataKeys() {
        @Override
        public Optional<DataKey> forWriting(BackupRef backup) {
          return Optional.empty();
        }

        @Override
        public Optional<DataKey> forReading(BackupRef backup) {
          return Optional.empty();
        }

        @Override
        public void forget(BackupRef backup) {
          // There is none.
        }
      };

  /// The key for writing another object of `backup`, made by whoever writes the first; empty when
  /// the backup is not encrypted.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException KEY_MISSING
  Optional<DataKey> forWriting(BackupRef backup);

  /// The key that the objects of `backup` were written with, finished or not; empty when they are
  /// not encrypted.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException KEY_MISSING
  Optional<DataKey> forReading(BackupRef backup);

  /// Removes what was kept of the key of a backup that is not to be finished. Idempotent.
  void forget(BackupRef backup);
}
