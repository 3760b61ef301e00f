package io.holdfast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The peer: mongodump with the oplog, so that it too has one point in time.
record Mongodump(String name, List<String> options) implements Contender {

  /// Whether it is on the PATH.
  static boolean isHere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mongodump")));
  }

  @Override
  public Timing run(String uri, Path folder) throws IOException, InterruptedException {
    String command =
        "TIMEFORMAT='%%R %%U %%S'; time mongodump --quiet --oplog %s --uri '%s' --out '%s'"
            .formatted(String.join(" ", options), uri, folder);
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("mongodump failed: " + output);
    }
    String last = Optional.of(output.strip().lines().toList()).map(List::getLast).orElseThrow();
    String[] times = last.split(" ", -1);
    return new Timing(
        Double.parseDouble(times[0]),
        Double.parseDouble(times[1]) + Double.parseDouble(times[2]),
        Folders.size(folder));
  }
}
