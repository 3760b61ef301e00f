package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A server's data folder, and in it the place where a restore keeps what is not to be seen by the
/// server:
///
/// ```
/// <dbPath>/.holdfast.last                 how the last restore ended here
/// <dbPath>/.holdfast/restore.properties   the marker
/// <dbPath>/.holdfast/aside                what was moved aside, by name
/// <dbPath>/.holdfast/copy                 by what the new data is known in the data folder
/// <dbPath>/.holdfast/old/…                the old data
/// <dbPath>/.holdfast/new/…                the backup's files
/// <dbPath>/.holdfast/rejected/…           what an abort took out of the data folder
/// <dbPath>/.holdfast/kept-<operation>/…   old data that was to be kept
/// <dbPath>/.holdfast/strange-<operation>/…   what somebody else put into the data folder meanwhile
/// <dbPath>/.holdfast/copy-command         which copy command is running
/// ```
///
/// Every method can be repeated from wherever it was interrupted.
final class DataFolder {
  /// Where everything of ours is.
  static final String OWN = ".holdfast";

  /// The names of the old data that was moved aside.
  static final String ASIDE = "aside";

  /// By what the new data is known.
  static final String COPY = "copy";

  /// Of the file system itself.
  private static final String LOST_AND_FOUND = "lost+found";

  /// How the last restore ended; beside the folder of our own, which goes with the restore.
  static final String LAST = ".holdfast.last";

  private static final Set<String> NOT_DATA = Set.of(OWN, AgentLock.NAME, LOST_AND_FOUND);

  private final Path dbPath;
  private final Mover mover;

  DataFolder(Path dbPath, Mover mover) {
    this.dbPath = dbPath;
    this.mover = mover;
  }

  Path path() {
    return dbPath;
  }

  Path own() {
    return dbPath.resolve(OWN);
  }

  Path oldData() {
    return own().resolve("old");
  }

  Path newData() {
    return own().resolve("new");
  }

  private Path rejected() {
    return own().resolve("rejected");
  }

  MarkerFile marker() {
    return new MarkerFile(own(), "restore.properties");
  }

  /// How the last restore ended here.
  MarkerFile last() {
    return new MarkerFile(dbPath, LAST);
  }

  /// What the server sees in it.
  List<Path> data() throws IOException {
    List<Path> data = new ArrayList<>(Folders.entries(dbPath));
    data.removeIf(entry -> isOurs(entry.getFileName().toString()));
    return data;
  }

  private static boolean isOurs(String name) {
    return NOT_DATA.contains(name) || MarkerFile.names(LAST).contains(name);
  }

  /// Makes the folders for old and new data.
  void makeRoom() throws IOException {
    Files.createDirectories(oldData());
    Files.createDirectories(newData());
  }

  /// Without the folder of the old data nothing may be taken out to make way for it.
  void requireOld() throws IOException {
    if (!Files.isDirectory(oldData(), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(oldData() + " is gone");
    }
  }

  /// Whether there is old data to put back.
  boolean hasOld() throws IOException {
    return !Folders.entries(oldData()).isEmpty();
  }

  /// Moves the data aside.
  void moveOldAside() throws IOException {
    makeRoom();
    moveAll(data(), oldData());
  }

  /// Moves the new files to where the server sees them.
  void moveNewIn() throws IOException {
    moveAll(Folders.entries(newData()), dbPath);
  }

  /// Deletes the new files, which nobody wants any more.
  void deleteNew() throws IOException {
    Folders.delete(newData());
  }

  /// Takes what the server sees away; it is not old data.
  void takeOut() throws IOException {
    Files.createDirectories(rejected());
    for (Path entry : data()) {
      Path to = rejected().resolve(entry.getFileName().toString());
      Folders.delete(to);
      mover.move(entry, to);
    }
    Folders.force(dbPath);
  }

  /// Moves the old data to where the server sees it. What is there under such a name already is
  /// neither old nor new, and nobody's to delete.
  void moveOldBack(String operation) throws IOException {
    for (Path entry : Folders.entries(oldData())) {
      Path home = dbPath.resolve(entry.getFileName().toString());
      if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
        keepStrange(home, operation);
      }
    }
    moveAll(Folders.entries(oldData()), dbPath);
  }

  /// Moves what the server sees, and is neither old nor new, to where it stays until a person
  /// deletes it.
  void keepStrangers(String operation) throws IOException {
    for (Path entry : data()) {
      keepStrange(entry, operation);
    }
  }

  private void keepStrange(Path entry, String operation) throws IOException {
    String name = entry.getFileName().toString();
    Path kept = own().resolve("strange-" + operation);
    for (int more = 2; Files.exists(kept.resolve(name), LinkOption.NOFOLLOW_LINKS); more++) {
      kept = own().resolve("strange-%s.%d".formatted(operation, more));
    }
    Files.createDirectories(kept);
    mover.move(entry, kept.resolve(name));
    Folders.force(kept);
    Folders.force(dbPath);
  }

  /// Moves the old data to where it stays until a person deletes it.
  void keepOld(String operation) throws IOException {
    if (Files.exists(oldData())) {
      mover.move(oldData(), own().resolve("kept-" + operation));
    }
  }

  /// Deletes the old data.
  void deleteOld() throws IOException {
    Folders.delete(oldData());
  }

  /// Deletes what the recovery of the new files has left beside them.
  void deleteTraces() throws IOException {
    for (Path entry : Folders.entries(own())) {
      if (entry.getFileName().toString().startsWith(StandaloneServer.PREFIX)) {
        Files.delete(entry);
      }
    }
  }

  /// Deletes the new files, wherever they are by now but in the data folder itself.
  void deleteUnwanted() throws IOException {
    deleteNew();
    Folders.delete(rejected());
  }

  /// Forgets a restore that is over but for how it ended: its marker last.
  void forget(Marker ended) throws IOException {
    deleteUnwanted();
    // Empty, or the restore is not over: then this throws, and the marker stays.
    var _ = Files.deleteIfExists(oldData());
    deleteTraces();
    last().write(ended);
    WholeFile.delete(own().resolve(ASIDE));
    WholeFile.delete(own().resolve(COPY));
    marker().delete();
    if (Folders.entries(own()).isEmpty()) {
      var _ = Files.deleteIfExists(own());
    }
    Folders.force(dbPath);
  }

  private void moveAll(List<Path> entries, Path to) throws IOException {
    for (Path entry : entries) {
      mover.move(entry, to.resolve(entry.getFileName().toString()));
    }
    Folders.force(to);
    Folders.force(dbPath);
  }
}
