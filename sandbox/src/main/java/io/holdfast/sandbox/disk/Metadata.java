package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Which checkpoint a data folder is of: `WiredTiger.wt`, or `WiredTiger.backup` where that lies
/// there, as WiredTiger's own `__wt_turtle_init` chooses.
final class Metadata {
  private final Path dbPath;

  Metadata(Path dbPath) {
    this.dbPath = dbPath;
  }

  /// The checkpoint to start from; empty for a folder without data.
  ///
  /// @throws DamagedFiles when there is data, and nothing says of which checkpoint
  Optional<Checkpoint> read() throws IOException {
    Path backup = dbPath.resolve(FileNames.BACKUP);
    Path own = dbPath.resolve(FileNames.METADATA);
    Path chosen = Files.exists(backup) ? backup : own;
    if (!Files.exists(chosen)) {
      if (Files.exists(dbPath.resolve(FileNames.CATALOG))) {
        throw new DamagedFiles(own, "is missing, and so is " + FileNames.BACKUP);
      }
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(chosen);
    Doc doc = bytes.length < Integer.BYTES ? Doc.EMPTY : Doc.slice(bytes, 0);
    if (doc.size() != bytes.length || doc.isEmpty()) {
      throw new DamagedFiles(chosen, "is cut off");
    }
    return Optional.of(Checkpoint.parse(doc));
  }

  /// From now on the folder is of this checkpoint.
  void write(Checkpoint checkpoint) throws IOException {
    replace(FileNames.METADATA, checkpoint.toDoc().toBytes());
    String turtle = "Holdfast sandbox\ncheckpoint %d\n".formatted(checkpoint.number());
    replace(FileNames.TURTLE, turtle.getBytes(StandardCharsets.US_ASCII));
  }

  /// A copy of the folder is of this checkpoint.
  void writeBackup(Checkpoint checkpoint) throws IOException {
    replace(FileNames.BACKUP, checkpoint.toDoc().toBytes());
  }

  void removeBackup() throws IOException {
    Files.deleteIfExists(dbPath.resolve(FileNames.BACKUP));
  }

  private void replace(String name, byte[] bytes) throws IOException {
    Path next = dbPath.resolve(name + ".set");
    Files.write(next, bytes);
    Files.move(
        next,
        dbPath.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
