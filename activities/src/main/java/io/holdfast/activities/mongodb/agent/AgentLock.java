package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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

  /// @throws HoldfastException MEMBER_UNFIT when another agent has it, or it cannot be had
  public static AgentLock take(AgentSettings settings) {
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
