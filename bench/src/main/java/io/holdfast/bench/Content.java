package io.holdfast.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

  /// A block of text as logs and exports have it: zstd makes about a fifth of it.
  static byte[] text(int bytes) {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder text = new StringBuilder(bytes + 200);
    while (text.length() < bytes) {
      text.append("customer-").append(random.nextInt(20_000));
      text.append(random.nextInt(3) == 0 ? " open " : " delivered ");
      text.append(Long.toHexString(random.nextLong()));
      text.append(" please ring twice and leave it with the neighbours if nobody is there\n");
    }
    return text.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
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
