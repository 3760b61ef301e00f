package io.holdfast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A command line of another program, run and timed by the shell.
final class ShellCommand {
  private ShellCommand() {}

  /// Runs it.
  ///
  /// @param left what it leaves on the disk, looked at afterwards
  static Timing time(String command, Path left) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", "TIMEFORMAT='%R %U %S'; time { " + command + "; }")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + output);
    }
    List<String> lines = output.strip().lines().toList();
    String[] times = lines.getLast().split(" ", -1);
    return new Timing(
        Double.parseDouble(times[0]),
        Double.parseDouble(times[1]) + Double.parseDouble(times[2]),
        Folders.size(left));
  }
}
