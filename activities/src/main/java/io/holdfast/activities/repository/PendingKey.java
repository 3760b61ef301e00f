package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.Encryption;

/// The envelope of a backup that has no manifest yet, so that every attempt and every worker writes
/// with the same data key.
///
/// @param format version of this record's layout, [#FORMAT]
record PendingKey(int format, Encryption encryption) {
  static final int FORMAT = 1;
}
