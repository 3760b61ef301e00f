package io.holdfast.cli.launch.demo.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Runs what a person is told to type.
public final class Shell {
  /// A server that goes on may have removed a file between `cp`'s two looks at it.
  private static final int ATTEMPTS = 3;

  private Shell() {}

  /// Runs a command that may be repeated.
  ///
  /// @throws IllegalStateException with its output when it fails
  public static void run(String command) {
    String output = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Process shell =
            new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
        output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() == 0) {
          return;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("'%s' failed:\n%s".formatted(command, output));
  }
}
