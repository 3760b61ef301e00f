package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.BackupFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a data file that becomes one object of the repository.
///
/// @param ordinal that of the file in the list
/// @param number of the part within its file, from 0
/// @param offset of its first byte
/// @param length how many bytes it has; null for all that there are, of a file without a size
record FilePart(int ordinal, BackupFile file, int number, long offset, @Nullable Long length) {

  /// The parts of `files`, in order.
  ///
  /// @param most how many bytes a part has at most
  static List<FilePart> of(List<BackupFile> files, long most) {
    List<FilePart> parts = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      add(i, files.get(i), most, parts);
    }
    return parts;
  }

  private static void add(int ordinal, BackupFile file, long most, List<FilePart> parts) {
    Long size = file.size();
    if (size == null) {
      parts.add(new FilePart(ordinal, file, 0, 0, null));
      return;
    }
    int number = 0;
    long offset = 0;
    do {
      parts.add(new FilePart(ordinal, file, number++, offset, Math.min(most, size - offset)));
      offset += most;
    } while (offset < size);
  }
}
