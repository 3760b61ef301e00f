package io.holdfast.cli.launch.dev;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The folder that one `holdfast dev` at a time keeps everything in. Held by a lock that the
/// operating system gives back however the process ends.
public final class DataFolder implements AutoCloseable {
  /// Names the folder of all of Holdfast's own folders, instead of `~/.holdfast`.
  static final String VARIABLE = "HOLDFAST_HOME";

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// The usual place of a folder: `$HOLDFAST_HOME/<name>` or `~/.holdfast/<name>`.
  public static Path usual(Function<String, @Nullable String> env, String name) {
    String home = env.apply(VARIABLE);
    Path base =
        home == null || home.isBlank()
            ? Path.of(System.getProperty("user.home"), ".holdfast")
            : Path.of(home);
    return base.resolve(name).toAbsolutePath();
  }

  /// Makes the folder if need be, and holds it.
  ///
  /// @throws HoldfastException INSTANCE_BUSY when another process holds it
  public static DataFolder hold(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new HoldfastException(
            ErrorCode.INSTANCE_BUSY,
            "Another holdfast process uses the folder " + path + ".",
            "End that one, or name another folder with --data.");
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The folder %s cannot be used: %s".formatted(path, e.getMessage()),
          "Name another one with --data.",
          e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      // This very process holds it, by another channel.
      return false;
    }
  }

  public Path path() {
    return path;
  }

  /// A folder below, made if need be.
  public Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
