package io.holdfast.sandbox.real;

import io.holdfast.sandbox.mongod.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The `mongod` for whatever needs a server with data files: a real one where there is one, else
/// the sandbox's stand-in, which then says in every description that it is no MongoDB.
public final class MongodWithFiles {
  private MongodWithFiles() {}

  /// The program. The stand-in lives as long as this process, and its servers no longer.
  public static Path program() {
    return RealReplicaSet.find().orElseGet(() -> StandIn.PROGRAM);
  }

  /// Made when it is first asked for.
  private static final class StandIn {
    static final Path PROGRAM = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("holdfast-stand-in-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return Program.in(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
