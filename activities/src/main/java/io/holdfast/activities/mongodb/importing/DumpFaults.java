package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// What can be wrong with a dump, in Holdfast's words.
final class DumpFaults {
  private static final String HINT =
      "The dump is not whole: dump again, or take another copy of it. Nothing was imported.";

  private DumpFaults() {}

  static HoldfastException damaged(String what) {
    return damaged(what, null);
  }

  private static HoldfastException damaged(String what, @Nullable Throwable cause) {
    return new HoldfastException(ErrorCode.DUMP_DAMAGED, what + ".", HINT, cause);
  }

  /// At a byte of a file; of a compressed one it is counted in what comes out of it.
  static HoldfastException damaged(String file, long offset, String what) {
    return damaged("%s is damaged at byte %d: %s".formatted(file, offset, what));
  }

  /// Reading broke off at a byte.
  static HoldfastException broken(String file, long offset, IOException e) {
    return e instanceof ZipException || e instanceof EOFException
        ? damaged(
            "%s is damaged at byte %d: what gzip wrote ends or changes there"
                .formatted(file, offset),
            e)
        : unreadable(file, e);
  }

  static HoldfastException unreadable(String file, IOException e) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "%s cannot be read: %s.".formatted(file, e.getMessage()),
        "Check the path and its permissions.",
        e);
  }
}
