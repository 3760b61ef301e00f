package io.holdfast.bench;

import java.nio.file.Path;

/// One of the benchmarks.
interface Section {
  /// As it is asked for on the command line.
  String name();

  /// Measures, and writes what came out.
  ///
  /// @param folder empty, and emptied afterwards
  void run(Path folder, Report report) throws Exception;
}
