package io.holdfast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One of MongoDB's own tools, run and timed by the shell.
final class MongoTool {
  private MongoTool() {}

  /// Whether it is on the PATH.
  static boolean isHere(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /// Runs a command line of it.
  ///
  /// @param left what it leaves on the disk, looked at afterwards
  static Timing run(String command, Path left) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", "TIMEFORMAT='%R %U %S'; time " + command)
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
