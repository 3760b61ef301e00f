package io.holdfast.cli.restore;

import io.holdfast.cli.repo.Age;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What only a restore of data files is told.
final class DataFileOptions {
  @Option(
      names = "--copy-deadline",
      paramLabel = "TIME",
      description = "Of data files: how long to wait for the copy, such as 12h (default: 1d).")
  private @Nullable Age copyDeadline;

  @Option(
      names = "--keep-old",
      description = "Of data files: leave the old data on the members' disks.")
  private boolean keepOld;

  @Option(
      names = "--no-counts",
      description = "Of data files: do not count the recovered documents.")
  private boolean uncounted;

  /// As the API takes it; null for the usual.
  @Nullable Long copyDeadlineSeconds() {
    return copyDeadline == null ? null : copyDeadline.duration().toSeconds();
  }

  /// As the API takes it; null for what is usual, not to keep it.
  @Nullable Boolean keepOld() {
    return keepOld ? true : null;
  }

  /// As the API takes it; null for what is usual, to count.
  @Nullable Boolean countDocuments() {
    return uncounted ? false : null;
  }
}
