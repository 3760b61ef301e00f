package io.holdfast.bench;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The directory store against `cp`, both until the bytes are on the disk, and against `cat`.
final class DirectorySection implements Section {
  private static final long BYTES = 256L * 1024 * 1024;
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    Path source = Content.file(folder.resolve("source"), BYTES);
    Path copy = folder.resolve("copy");
    String url = folder.resolve("store").toUri().toString();
    try (ObjectStore store = ObjectStores.open(url, true).orElseThrow()) {
      StoreTrials ours = new StoreTrials(store, source);
      report.heading("Writing 256 MiB to a directory, durable, and cp with sync");
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  Trial.timed(
                      "cp, sync",
                      () -> {
                        var _ = Files.deleteIfExists(copy);
                        Content.shell("cp '%s' '%s' && sync '%s'".formatted(source, copy, copy));
                        return BYTES;
                      }),
                  ours.write())),
          BYTES);
      report.heading("Reading 256 MiB from a directory, and cat");
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  Trial.timed(
                      "cat",
                      () -> {
                        Content.shell("cat '%s' | cat > /dev/null".formatted(source));
                        return BYTES;
                      }),
                  ours.read())),
          BYTES);
    }
  }
}
