package io.holdfast.activities.mongodb.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The end of what a command prints, however much it is.
final class OutputTail implements Runnable {
  static final int MOST_BYTES = 16 << 10;
  private static final int LONGEST_LINE = 200;

  private final InputStream output;
  private final byte[] ring = new byte[MOST_BYTES];
  private long written;

  OutputTail(InputStream output) {
    this.output = output;
  }

  /// Reads to the end.
  @Override
  public void run() {
    byte[] piece = new byte[MOST_BYTES];
    try {
      for (int n = output.read(piece); n >= 0; n = output.read(piece)) {
        keep(piece, n);
      }
    } catch (IOException _) {
      // It was closed under the reader: what there is, is all.
    }
  }

  private synchronized void keep(byte[] piece, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (written++ % MOST_BYTES)] = piece[i];
    }
  }

  /// What is kept, without control characters but line ends and tabs.
  synchronized String text() {
    int kept = (int) Math.min(written, MOST_BYTES);
    byte[] tail = new byte[kept];
    for (int i = 0; i < kept; i++) {
      tail[i] = ring[(int) ((written - kept + i) % MOST_BYTES)];
    }
    return new String(tail, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
  }

  /// The last line that is not blank, cut to what fits a message; empty if there is none.
  String lastLine() {
    String line = text().lines().filter(it -> !it.isBlank()).reduce("", (_, last) -> last).strip();
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
  }
}
