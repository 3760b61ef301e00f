package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The data folder of a running server: keeps a store on disk, by checkpoints and a journal, and
/// holds one checkpoint's files as they are when asked to.
public final class DataFiles implements AutoCloseable {
  private static final int HISTORY_BYTES = 4096;

  private final Path dbPath;
  private final Store store;
  private final FolderLock folder;
  private final Metadata metadata;
  private final CheckpointWriter writer;
  private final Journal journal;
  private final Recorder recorder;
  private final ReentrantLock lock = new ReentrantLock();
  private Map<UUID, String> files;
  private Checkpoint current;
  private @Nullable Checkpoint held;
  private volatile LongSupplier applied;

  private DataFiles(
      Path dbPath, Store store, boolean journalsAll, long journalBytes, FolderLock folder)
      throws IOException {
    this.dbPath = dbPath;
    this.store = store;
    this.folder = folder;
    metadata = new Metadata(dbPath);
    writer = new CheckpointWriter(dbPath, metadata);
    Optional<Checkpoint> found = metadata.read();
    current = found.orElse(new Checkpoint(0, 0, 0, Map.of()));
    files = found.isPresent() ? new Loader(dbPath, current).load(store.catalog()) : Map.of();
    List<Integer> journals = Journal.numbers(dbPath);
    journal = Journal.begin(dbPath, journals.isEmpty() ? 1 : journals.getLast() + 1, journalBytes);
    recorder = new Recorder(journal, journalsAll);
    long timestamp = current.timestamp();
    applied = () -> timestamp;
  }

  /// Opens a folder, which may be empty, and brings an empty store to what it holds.
  ///
  /// @param journalsAll whether more than the database `local` is journaled
  /// @param journalBytes the size of each file of the journal
  /// @throws DamagedFiles when another server works on it, or its files do not fit together
  public static DataFiles open(Path dbPath, Store store, boolean journalsAll, long journalBytes)
      throws IOException {
    FolderLock folder = FolderLock.take(dbPath);
    try {
      DataFiles opened = new DataFiles(dbPath, store, journalsAll, journalBytes, folder);
      opened.takeOver();
      return opened;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// What the journals held is in a checkpoint of this server's own before anything is written.
  private void takeOver() throws IOException {
    Files.writeString(
        dbPath.resolve(FileNames.VERSION), "Holdfast sandbox\n", StandardCharsets.US_ASCII);
    Files.write(dbPath.resolve(FileNames.HISTORY), new byte[HISTORY_BYTES]);
    Files.write(dbPath.resolve(FileNames.STORAGE), storageOptions().toBytes());
    List<StoredCollection> all = store.catalog().all();
    Set<UUID> everything = new HashSet<>();
    all.forEach(collection -> everything.add(collection.uuid()));
    write(Picture.of(all, everything, files, applied.getAsLong(), journal.number()));
    metadata.removeBackup();
    store.listen(recorder);
  }

  private static Doc storageOptions() {
    return new DocBuilder()
        .openDoc("storage")
        .put("engine", "wiredTiger")
        .openDoc("options")
        .put("directoryPerDB", false)
        .close()
        .close()
        .build();
  }

  public Path dbPath() {
    return dbPath;
  }

  /// The oplog's last entry whose effects were in the store when the folder was opened, or are by
  /// what was said since; 0 for none.
  public long applied() {
    return applied.getAsLong();
  }

  /// Says where to ask for that from now on, inside the store's lock.
  public void appliedBy(LongSupplier timestamp) {
    applied = timestamp;
  }

  /// Writes what has changed since the last checkpoint.
  public void checkpoint() {
    lock.lock();
    try {
      Picture picture = store.read(this::picture);
      if (picture != null) {
        write(picture);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Picture picture() {
    if (!recorder.hasChanges()) {
      return null;
    }
    try {
      return Picture.of(
          store.catalog().all(),
          recorder.takeChanged(),
          files,
          applied.getAsLong(),
          journal.next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Picture picture) throws IOException {
    current = writer.write(picture, current, held);
    files = picture.files();
  }

  /// Holds the files of the last checkpoint as they are, until [#release].
  ///
  /// @return empty while a checkpoint is being written
  public Optional<HeldFiles> hold() {
    if (!lock.tryLock()) {
      return Optional.empty();
    }
    try {
      metadata.writeBackup(current);
      held = current;
      List<HeldFiles.Listed> listed = new ArrayList<>();
      for (String name : List.of(FileNames.VERSION, FileNames.BACKUP, FileNames.HISTORY)) {
        listed.add(listed(dbPath.resolve(name)));
      }
      for (String name : current.extents().keySet()) {
        listed.add(listed(dbPath.resolve(name)));
      }
      for (Path file : journals(current)) {
        listed.add(listed(file));
      }
      return Optional.of(new HeldFiles(current.timestamp(), listed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private static HeldFiles.Listed listed(Path file) throws IOException {
    return new HeldFiles.Listed(file, Files.size(file));
  }

  /// The journals of what was written since the checkpoint that is held.
  public List<Path> heldJournals() {
    lock.lock();
    try {
      return journals(held == null ? current : held);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private List<Path> journals(Checkpoint checkpoint) throws IOException {
    return Journal.numbers(dbPath).stream()
        .filter(number -> number >= checkpoint.journal())
        .map(number -> FileNames.journal(dbPath, number))
        .toList();
  }

  /// Lets the files go: their space is used again from the next checkpoint on.
  public void release() {
    lock.lock();
    try {
      held = null;
      metadata.removeBackup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /// Lets the folder go, without a last checkpoint.
  @Override
  public void close() {
    lock.lock();
    try {
      journal.close();
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }
}
