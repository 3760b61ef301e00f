package io.holdfast.cli.launch.temporal;

import java.nio.file.Path;

/// Where `holdfast dev` gets its Temporal from.
public sealed interface TemporalSource {

  /// One sentence for people: what it is and how it was found.
  String told();

  /// Temporal's own dev server.
  ///
  /// @param path the `temporal` executable
  /// @param found how it was found, such as `on the PATH`
  record Binary(Path path, String found) implements TemporalSource {
    @Override
    public String told() {
      return "Temporal's dev server, %s: %s".formatted(found, path);
    }
  }

  /// The SDK's test server inside this process.
  ///
  /// @param why why there is nothing better
  record InMemory(String why) implements TemporalSource {
    @Override
    public String told() {
      return "Temporal's in-memory test server: " + why;
    }
  }
}
