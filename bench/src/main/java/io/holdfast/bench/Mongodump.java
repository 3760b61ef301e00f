package io.holdfast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The peer: mongodump with the oplog, so that it too has one point in time.
record Mongodump(String name, List<String> options) implements Contender {
  @Override
  public Timing run(String uri, Path folder) throws IOException, InterruptedException {
    return ShellCommand.time(
        "mongodump --quiet --oplog %s --uri '%s' --out '%s'"
            .formatted(String.join(" ", options), uri, folder),
        folder);
  }
}
