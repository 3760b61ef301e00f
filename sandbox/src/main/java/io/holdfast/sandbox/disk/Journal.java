package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// What was written since a checkpoint: files that are numbered without a gap, of groups that are
/// whole or not there. A file has its full size from the beginning, zeros at its end, as one of
/// WiredTiger's has: so a copy of the size that it had at any time has all of it. It outlives the
/// process; it is not forced to the disk, so it does not outlive the machine.
final class Journal implements AutoCloseable {
  private static final int HEAD = 8;

  private final Path dbPath;
  private final ByteArrayOutputStream group = new ByteArrayOutputStream();
  private final long fileBytes;
  private int number;
  private FileChannel channel;

  private Journal(Path dbPath, int number, long fileBytes) throws IOException {
    this.dbPath = dbPath;
    this.fileBytes = fileBytes;
    this.number = number;
    this.channel = open();
  }

  /// Begins a new file.
  ///
  /// @param fileBytes how long each file is; one that holds a longer group is as long as that
  static Journal begin(Path dbPath, int number, long fileBytes) throws IOException {
    Files.createDirectories(dbPath.resolve(FileNames.JOURNAL));
    return new Journal(dbPath, number, fileBytes);
  }

  private FileChannel open() throws IOException {
    FileChannel opened =
        FileChannel.open(
            FileNames.journal(dbPath, number),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    var _ = opened.write(ByteBuffer.allocate(1), fileBytes - 1);
    return opened;
  }

  /// Of the file that is being written.
  int number() {
    return number;
  }

  /// Adds to the group that is being written.
  void add(Doc entry) {
    group.writeBytes(entry.toBytes());
  }

  /// Ends the group: it is in the file now.
  void commit() {
    if (group.size() == 0) {
      return;
    }
    byte[] bytes = group.toByteArray();
    group.reset();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    ByteBuffer frame = ByteBuffer.allocate(HEAD + bytes.length);
    frame.putInt(bytes.length).putInt((int) checksum.getValue()).put(bytes).flip();
    try {
      if (channel.position() > 0 && channel.position() + frame.remaining() > fileBytes) {
        var _ = next();
      }
      while (frame.hasRemaining()) {
        var _ = channel.write(frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Goes on in another file.
  ///
  /// @return its number
  int next() throws IOException {
    channel.close();
    number++;
    channel = open();
    return number;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The numbers of the files that are there, in their order.
  static List<Integer> numbers(Path dbPath) throws IOException {
    Path folder = dbPath.resolve(FileNames.JOURNAL);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(FileNames.JOURNAL_FILE))
          .map(name -> Integer.valueOf(name.substring(FileNames.JOURNAL_FILE.length())))
          .sorted()
          .toList();
    }
  }

  /// The entries of the files from `first` on.
  ///
  /// @throws DamagedFiles when one of them is missing, or ends in the middle though another follows
  static List<Doc> read(Path dbPath, int first) throws IOException {
    List<Doc> entries = new ArrayList<>();
    List<Integer> there = numbers(dbPath).stream().filter(number -> number >= first).toList();
    int expected = first;
    Path torn = null;
    for (int number : there) {
      Path file = FileNames.journal(dbPath, expected);
      if (number != expected++) {
        throw new DamagedFiles(file, "is missing");
      }
      int before = entries.size();
      boolean whole = read(file, entries);
      if (torn != null && (!whole || entries.size() > before)) {
        throw new DamagedFiles(torn, "ends in the middle, and there is more in the next");
      }
      torn = whole ? torn : file;
    }
    if (there.isEmpty()) {
      throw new DamagedFiles(FileNames.journal(dbPath, first), "is missing");
    }
    return entries;
  }

  /// A group that is not whole was being written when the server, or the copy, came to its end.
  /// Behind the last one there are zeros.
  private static boolean read(Path file, List<Doc> entries) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.remaining() >= HEAD) {
      int length = bytes.getInt();
      int checksum = bytes.getInt();
      if (length == 0 && checksum == 0) {
        return true;
      }
      if (length <= 0 || length > bytes.remaining()) {
        return false;
      }
      byte[] group = new byte[length];
      bytes.get(group);
      CRC32C found = new CRC32C();
      found.update(group);
      if ((int) found.getValue() != checksum) {
        return false;
      }
      entries.addAll(BlockFile.documents(group));
    }
    return !bytes.hasRemaining();
  }
}
