package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A file system of its own of half a megabyte, mounted on a folder. Tests are skipped where nobody
/// may mount one.
record SmallDisk(Path folder) implements AutoCloseable {

  static SmallDisk on(Path folder) throws IOException {
    Assumptions.assumeTrue(
        run(List.of("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder.toString())),
        "file systems may not be mounted here");
    return new SmallDisk(folder);
  }

  /// Writes into `file` until nothing more fits.
  static void fill(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int written = 0; written < 1 << 20; written += block.length) {
        try {
          out.write(block);
        } catch (IOException _) {
          return;
        }
      }
    }
    throw new IllegalStateException("the disk is larger than it should be");
  }

  @Override
  public void close() {
    if (!run(List.of("umount", folder.toString()))) {
      throw new IllegalStateException(folder + " stays mounted");
    }
  }

  private static boolean run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var _ = process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false; // no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
