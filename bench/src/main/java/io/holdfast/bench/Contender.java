package io.holdfast.bench;

import java.nio.file.Path;

/// Something that takes a backup of a replica set.
interface Contender {
  String name();

  /// Takes one backup into an empty folder.
  Timing run(String uri, Path folder) throws Exception;
}
