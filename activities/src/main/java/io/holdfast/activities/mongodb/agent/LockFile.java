package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `mongod.lock`: in it a running server keeps its process id, and one that was shut down cleanly
/// nothing.
final class LockFile {
  static final String NAME = "mongod.lock";

  private final Path file;

  LockFile(Path folder) {
    file = folder.resolve(NAME);
  }

  /// The live process that it names, as far as that can be a database server.
  Optional<ProcessHandle> holder() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(text))
        .filter(ProcessHandle::isAlive)
        .filter(LockFile::mayBeServer);
  }

  /// After a crash the number may have become another program's; where the system does not tell
  /// which, it counts as the server's.
  private static boolean mayBeServer(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().contains("mongo"))
        .orElse(true);
  }
}
