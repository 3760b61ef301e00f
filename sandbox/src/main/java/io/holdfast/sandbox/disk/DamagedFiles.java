package io.holdfast.sandbox.disk;

import java.nio.file.Path;

/// Files that do not fit together, or are not what they were: a server does not start on them.
public final class DamagedFiles extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedFiles(Path file, String what) {
    super(file + ": " + what);
  }
}
