package io.holdfast.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Bytes that no compression shrinks, and the ways to move them.
final class Content {
  private static final int BUFFER = 1024 * 1024;

  private Content() {}

  /// A file of so many bytes.
  static Path file(Path path, long bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(path)) {
      for (long written = 0; written < bytes; written += buffer.length) {
        random.nextBytes(buffer);
        out.write(buffer);
      }
    }
    return path;
  }

  /// Copies everything and answers how much that was.
  static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    int read;
    while ((read = in.read(buffer)) >= 0) {
      out.write(buffer, 0, read);
      copied += read;
    }
    return copied;
  }

  /// Runs a shell's command.
  static void shell(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
  }
}
