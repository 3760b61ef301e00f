package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The marker on disk: there as a whole or not at all, whenever the agent or its host dies.
final class MarkerFile {
  private final Path folder;
  private final String name;

  /// @param folder where it lies; made with the first write
  MarkerFile(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /// What it may be called: the second while it is written.
  static Set<String> names(String name) {
    return Set.of(name, name + WholeFile.NEW);
  }

  /// @throws IOException also when it is there and cannot be understood: nobody may guess then
  Optional<Marker> read() throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    try {
      return Optional.of(
          new Marker(
              OperationId.parse(properties.getProperty("operation", "")),
              Stage.valueOf(properties.getProperty("stage", "")),
              Boolean.parseBoolean(properties.getProperty("ran", "")),
              Boolean.parseBoolean(properties.getProperty("keep", "true"))));
    } catch (RuntimeException e) {
      throw new IOException(file + " cannot be understood", e);
    }
  }

  void write(Marker marker) throws IOException {
    Files.createDirectories(folder);
    WholeFile.write(
        folder,
        name,
        "operation=%s%nstage=%s%nran=%s%nkeep=%s%n"
            .formatted(marker.operation(), marker.stage(), marker.ran(), marker.keep()));
  }

  void delete() throws IOException {
    WholeFile.delete(folder.resolve(name));
  }
}
