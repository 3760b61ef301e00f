package io.holdfast.activities.storage.file;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What an `IOException` of the file system means, as an error of the registry.
final class FileFaults {
  /// Below this much room a failed write is put down to a full disk, whatever the message says: the
  /// messages are the C library's, in the language of the process.
  private static final long NO_ROOM = 64 * 1024;

  private FileFaults() {}

  /// The error for a failed read or look at `path`.
  static HoldfastException reading(Path path, IOException cause) {
    return translate("read", path, cause);
  }

  /// The error for a failed change of `path`, which lies below `root`.
  static HoldfastException writing(Path root, Path path, IOException cause) {
    if (isFull(root, cause)) {
      return new HoldfastException(
          ErrorCode.STORAGE_FULL,
          "No room to write " + path + ".",
          "Make room on the file system of " + root + "; what was there before is untouched.",
          cause);
    }
    return translate("write", path, cause);
  }

  private static HoldfastException translate(String verb, Path path, IOException cause) {
    if (isDenied(cause)) {
      return new HoldfastException(
          ErrorCode.ACCESS_DENIED,
          "Not permitted to " + verb + " " + path + ".",
          "Give the user that Holdfast runs as read and write access to the whole directory.",
          cause);
    }
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Could not %s %s: %s.".formatted(verb, path, reason(cause)),
        "Check that the file system is mounted and healthy.",
        cause);
  }

  private static boolean isDenied(IOException cause) {
    // EACCES has a class of its own; EPERM (an immutable file, a foreign sticky directory) has not.
    return cause instanceof AccessDeniedException || mentions(cause, "Operation not permitted");
  }

  private static boolean isFull(Path root, IOException cause) {
    if (mentions(cause, "No space left on device") || mentions(cause, "quota exceeded")) {
      return true;
    }
    try {
      return Files.getFileStore(root).getUsableSpace() < NO_ROOM;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean mentions(IOException cause, String words) {
    String message = cause.getMessage();
    return message != null && message.contains(words);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : name + ", " + message;
  }
}
