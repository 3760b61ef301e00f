package io.holdfast.sandbox.disk;

import java.nio.file.Path;
import java.util.List;

/// The files of a checkpoint that is held: a copy of them, as long as each is now, is a data folder
/// of its own.
///
/// @param timestamp of the checkpoint; 0 where nothing was applied
public record HeldFiles(long timestamp, List<Listed> files) {

  /// A file to copy.
  public record Listed(Path path, long size) {}
}
