package io.holdfast.sandbox.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// `mongod.lock`: held by the one server that works on the folder, with its process id in it; empty
/// after a clean end.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws DamagedFiles when another server works on the folder, or there is none
  static FolderLock take(Path dbPath) throws IOException {
    if (!Files.isDirectory(dbPath)) {
      throw new DamagedFiles(dbPath, "Data directory not found");
    }
    Path file = dbPath.resolve(FileNames.LOCK);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new DamagedFiles(file, "DBPathInUse: another mongod instance is running on it");
    }
    String pid = ProcessHandle.current().pid() + "\n";
    var _ = channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    Files.writeString(
        dbPath.resolve(FileNames.ENGINE_LOCK), "WiredTiger lock file\n", StandardCharsets.US_ASCII);
    return new FolderLock(channel);
  }

  @Override
  public void close() throws IOException {
    var _ = channel.truncate(0);
    channel.close();
  }
}
