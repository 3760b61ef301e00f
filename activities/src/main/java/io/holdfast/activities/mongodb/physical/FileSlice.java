package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.BackupFile;
import org.jspecify.annotations.Nullable;

/// Bytes of a data file that go into one object of the repository.
///
/// @param ordinal that of the file in the list
/// @param offset of the first byte
/// @param length how many bytes; null for all that there are, of a file without a size
record FileSlice(int ordinal, BackupFile file, long offset, @Nullable Long length) {

  /// All of a file.
  static FileSlice whole(int ordinal, BackupFile file) {
    return new FileSlice(ordinal, file, 0, file.size());
  }
}
