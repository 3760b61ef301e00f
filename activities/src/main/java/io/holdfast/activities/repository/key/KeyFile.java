package io.holdfast.activities.repository.key;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that holds one key in its first line, readable by its owner alone.
public final class KeyFile {
  private KeyFile() {}

  /// Writes `key` into a new file.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when there is a file already: it is never
  ///   overwritten, since it may hold the only copy of a key
  public static void create(Path file, RepositoryKey key) {
    try {
      Files.createFile(file, ownerOnly());
      Files.writeString(file, key.text() + "\n", StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "There is a file %s already.".formatted(file),
          "Choose another name: a key file is never overwritten.",
          e);
    } catch (IOException e) {
      throw failed("written", file, e);
    }
  }

  /// The key in `file`.
  ///
  /// @throws HoldfastException ACCESS_DENIED when it cannot be read, VALIDATION_FAILED when it
  ///   holds no key
  public static RepositoryKey read(Path file) {
    try (var lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      return RepositoryKey.parse(first == null ? "" : first, file.toString());
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static HoldfastException failed(String done, Path file, IOException e) {
    return new HoldfastException(
        ErrorCode.ACCESS_DENIED,
        "The key file %s cannot be %s: %s.".formatted(file, done, e.getClass().getSimpleName()),
        "Check the path and its permissions.",
        e);
  }
}
