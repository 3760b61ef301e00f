package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.file.Path;

/// Renames a number of times, and then the process "dies": before the next rename, or right after
/// it.
final class DyingMover implements Mover {
  /// What a killed process would not see.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final boolean afterTheRename;
  private int left;

  DyingMover(int renames, boolean afterTheRename) {
    this.left = renames;
    this.afterTheRename = afterTheRename;
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (left == 0 && !afterTheRename) {
      throw new Died();
    }
    Mover.RENAME.move(from, to);
    if (left-- == 0) {
      throw new Died();
    }
  }
}
