package io.holdfast.cli.launch.demo;

import io.holdfast.cli.launch.dev.DevStack;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/// The folder that the demo lives in: emptied before, because an earlier demo may have been killed,
/// and removed after. To be closed after everything that writes there.
///
/// @param path a folder that this process holds
record DemoFolder(Path path) implements AutoCloseable {
  /// Left by a demo that was killed; a folder with anything in it, but without this, is somebody's.
  private static final String MARK = "made-by-holdfast-demo";

  private static final String LOCK = "lock";

  /// Empties it.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when no demo has made what is there
  static DemoFolder emptied(Path path) {
    DemoFolder folder = new DemoFolder(path);
    folder.requireOwn();
    folder.empty();
    folder.mark();
    return folder;
  }

  private void requireOwn() {
    if (Files.exists(path.resolve(MARK))) {
      return;
    }
    try (Stream<Path> children = Files.list(path)) {
      children
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.equals(LOCK))
          .findFirst()
          .ifPresent(
              name -> {
                throw new HoldfastException(
                    ErrorCode.VALIDATION_FAILED,
                    "The folder %s holds '%s', which is not the demo's.".formatted(path, name),
                    "Name an empty folder with --data, or remove that; the demo empties its folder.");
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mark() {
    try {
      var _ = Files.writeString(path.resolve(MARK), "The next demo empties this folder.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void empty() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(path) && !file.equals(path.resolve(LOCK))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Saves the log from being removed, to be read after a failure.
  ///
  /// @return where it is now
  Path saveLog() {
    Path saved = path.resolveSibling(path.getFileName() + "-failed.log");
    try {
      return Files.copy(DevStack.logIn(path), saved, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes it with all that is in it.
  @Override
  public void close() {
    empty();
    try {
      Files.deleteIfExists(path.resolve(LOCK));
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
