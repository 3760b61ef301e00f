package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The data files of a member on its host, while they are kept as they are.
///
/// @param folder the data folder; nothing outside of it is read
public record SourceFiles(MemberId member, Path folder) {

  /// Where `file` is.
  ///
  /// @throws HoldfastException MEMBER_UNFIT when it is not in the data folder
  Path require(BackupFile file) throws IOException {
    Path path = folder.resolve(file.path());
    if (!Files.isRegularFile(path)) {
      throw unfit(file, "is not there");
    }
    Path real = path.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw unfit(file, "lies outside the data folder");
    }
    return real;
  }

  HoldfastException tooShort(BackupFile file, long size) {
    return unfit(file, "has %d of %d bytes".formatted(size, file.size()));
  }

  private HoldfastException unfit(BackupFile file, String what) {
    return new HoldfastException(
        ErrorCode.MEMBER_UNFIT,
        "%s: %s %s.".formatted(member, file.path(), what),
        "Is the agent's --dbpath that of the server? Then start the backup again.");
  }
}
