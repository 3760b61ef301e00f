package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Which checkpoint a data folder is of: the one in `WiredTiger.wt` to which `WiredTiger.turtle`
/// points, or `WiredTiger.backup` where that lies there, as WiredTiger's own `__wt_turtle_init`
/// chooses. The first is written in place, the second replaced, as by WiredTiger.
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
    if (Files.exists(backup)) {
      return Optional.of(Checkpoint.parse(whole(backup)));
    }
    Optional<Extent> place = place();
    if (place.isEmpty() && Files.exists(dbPath.resolve(FileNames.CATALOG))) {
      throw new DamagedFiles(
          dbPath.resolve(FileNames.TURTLE), "is missing, and so is " + FileNames.BACKUP);
    }
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(Checkpoint.parse(own().read(place.get()).getFirst()));
  }

  private BlockFile own() {
    return new BlockFile(dbPath.resolve(FileNames.METADATA));
  }

  /// Where in its file the last checkpoint's description lies.
  private Optional<Extent> place() throws IOException {
    Path turtle = dbPath.resolve(FileNames.TURTLE);
    return Files.exists(turtle) ? Optional.of(Extent.parse(whole(turtle))) : Optional.empty();
  }

  private static Doc whole(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Doc doc = bytes.length < Integer.BYTES ? Doc.EMPTY : Doc.slice(bytes, 0);
    if (doc.size() != bytes.length || doc.isEmpty()) {
      throw new DamagedFiles(file, "is cut off");
    }
    return doc;
  }

  /// From now on the folder is of this checkpoint.
  void write(Checkpoint checkpoint) throws IOException {
    Extent written = own().write(List.of(checkpoint.toDoc()), place().stream().toList());
    replace(FileNames.TURTLE, written.toDoc(FileNames.METADATA).toBytes());
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
