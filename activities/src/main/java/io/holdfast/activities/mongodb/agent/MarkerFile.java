package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// The marker on disk: there as a whole or not at all, whenever the agent or its host dies.
final class MarkerFile {
  private static final String NAME = "restore.properties";

  private final Path folder;

  /// @param folder where it lies; made with the first write
  MarkerFile(Path folder) {
    this.folder = folder;
  }

  /// @throws IOException also when it is there and cannot be understood: nobody may guess then
  Optional<Marker> read() throws IOException {
    Path file = folder.resolve(NAME);
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
              Boolean.parseBoolean(properties.getProperty("ran", ""))));
    } catch (RuntimeException e) {
      throw new IOException(file + " cannot be understood", e);
    }
  }

  void write(Marker marker) throws IOException {
    Files.createDirectories(folder);
    WholeFile.write(
        folder,
        NAME,
        "operation=%s%nstage=%s%nran=%s%n"
            .formatted(marker.operation(), marker.stage(), marker.ran()));
  }

  void delete() throws IOException {
    WholeFile.delete(folder.resolve(NAME));
  }
}
