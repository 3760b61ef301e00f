package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right to be the one agent of a data folder; it ends with the process, however that ends.
public final class AgentLock implements AutoCloseable {
  /// The file that it lies on, in the data folder; it stays there.
  static final String NAME = ".holdfast.lock";

  private final FileChannel channel;

  private AgentLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws HoldfastException VALIDATION_FAILED when there is no such folder; MEMBER_UNFIT when
  ///   another agent has it, or it cannot be had
  public static AgentLock take(AgentSettings settings) {
    requireFolder(settings.dbPath());
    Path file = settings.dbPath().resolve(NAME);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new HoldfastException(
            ErrorCode.MEMBER_UNFIT,
            "Another agent serves %s.".formatted(settings.dbPath()),
            "One agent for each data folder.");
      }
      return new AgentLock(channel);
    } catch (IOException e) {
      throw Unfit.disk(settings.member(), e);
    }
  }

  /// The one who configures the agent reads this, and no restore is to go on or to be aborted.
  private static void requireFolder(Path dbPath) {
    boolean there = Files.isDirectory(dbPath);
    if (!there || !Files.isWritable(dbPath)) {
      throw new HoldfastException(
          there ? ErrorCode.MEMBER_UNFIT : ErrorCode.VALIDATION_FAILED,
          there
              ? "The data folder '%s' may not be written to.".formatted(dbPath)
              : "There is no data folder '%s'.".formatted(dbPath),
          there
              ? "Run the agent as the database's user."
              : "Name the member's with --dbpath or HOLDFAST_AGENT_DBPATH; mongod's storage.dbPath"
                  + " says which it is.");
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // of this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
