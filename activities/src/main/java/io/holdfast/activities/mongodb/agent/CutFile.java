package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the oplog of the copied files will end, as it was found before it was cut: afterwards the
/// files cannot tell any more whether they reached as far as the backup. Gone with the restore.
final class CutFile {
  private final Path file;

  CutFile(DataFolder folder) {
    file = folder.own().resolve(StandaloneServer.PREFIX + "cut");
  }

  Optional<PointInTime> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).strip().split(":", -1);
    return Optional.of(new PointInTime(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
  }

  void write(PointInTime end) throws IOException {
    Files.writeString(file, end.toString());
  }
}
