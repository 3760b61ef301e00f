package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.nio.file.Files;
import java.nio.file.Path;

/// A dump that mongodump wrote, as a directory or an archive, read once from its beginning to its
/// end. What is damaged is told with the file and the offset within it.
sealed interface MongoDump extends AutoCloseable permits DumpDirectory, DumpArchive {
  /// The name under which the oplog is handed over.
  Namespace OPLOG = new Namespace("", "oplog");

  /// Opens what lies at `place`.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when nothing of mongodump's is there, DUMP_DAMAGED
  static MongoDump open(Path place) {
    if (!Files.exists(place)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "There is no %s.".formatted(place),
          "Name the directory or the archive that mongodump wrote.");
    }
    return Files.isDirectory(place) ? DumpDirectory.open(place) : DumpArchive.open(place);
  }

  /// What it says of itself and of each collection; no document was read yet.
  DumpOutline outline();

  /// Hands over every document of the outline's collections, and of the oplog where there is one.
  /// To be called once.
  ///
  /// @throws HoldfastException DUMP_DAMAGED
  void read(DocumentReceiver receiver);

  @Override
  void close();
}
