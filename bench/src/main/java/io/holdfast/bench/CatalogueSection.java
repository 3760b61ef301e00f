package io.holdfast.bench;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.InstanceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lists of a repository with 10,000 backups: the newest first page of a cold cache, everything of
/// a cold cache, and everything of a warm one.
final class CatalogueSection implements Section {
  private static final InstanceId INSTANCE = new InstanceId("bench");
  private static final int BACKUPS = 10_000;
  private static final int PAGE = 50;
  private static final int COLD_ROUNDS = 1;
  private static final int WARM_ROUNDS = 5;

  @Override
  public String name() {
    return "catalogue";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    report.heading(
        "10,000 backups of one instance, in seconds (and seconds of this process on a processor)");
    report.table("store", "cold, newest 50", "cold, all", "warm, all");
    Path store = folder.resolve("store");
    String directory = store.toUri().toString();
    try (Repository repository = Repository.create(directory)) {
      // Not through the store: it would wait for the disk ten thousand times.
      new ManyBackups(
              repository.id(),
              INSTANCE,
              (key, content) -> {
                Path file = store.resolve(key);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
              })
          .write(BACKUPS);
    }
    measure("directory", directory, report);
    Optional<Path> program = Minio.find();
    if (program.isPresent()) {
      try (Minio minio = Minio.start(program.get(), folder)) {
        String bucket = minio.url("catalogue");
        try (Repository repository = Repository.create(bucket)) {
          ObjectStore objects = repository.store();
          new ManyBackups(repository.id(), INSTANCE, (key, content) -> put(objects, key, content))
              .write(BACKUPS);
        }
        measure("MinIO", bucket, report);
      }
    } else {
      report.line("\nLeft out: S3, as there is no minio on the PATH, nor in HOLDFAST_MINIO.");
    }
  }

  private static void put(ObjectStore store, String key, byte[] content) {
    var _ = store.write(key, content, new WriteCondition.Always()).orElseThrow();
  }

  private static void measure(String name, String url, Report report) throws Exception {
    List<Trial> trials =
        List.of(
            Trial.within(
                "page",
                () -> {
                  try (Repository cold = Repository.open(url, false)) {
                    return require(PAGE, newest(cold));
                  }
                }),
            Trial.within(
                "cold",
                () -> {
                  try (Repository cold = Repository.open(url, false)) {
                    return require(BACKUPS, cold.catalogue().backups(INSTANCE));
                  }
                }));
    var cold = Rounds.medians(COLD_ROUNDS, trials);
    try (Repository warm = Repository.open(url, false)) {
      var all =
          Rounds.medians(
              WARM_ROUNDS,
              List.of(
                  Trial.within(
                      "warm", () -> require(BACKUPS, warm.catalogue().backups(INSTANCE)))));
      report.row(
          name, seconds(cold.get("page")), seconds(cold.get("cold")), seconds(all.get("warm")));
    }
  }

  private static List<BackupHeader> newest(Repository repository) {
    try (Stream<BackupHeader> newest =
        repository.catalogue().newestBackups(List.of(INSTANCE), Instant.MAX)) {
      return newest.limit(PAGE).toList();
    }
  }

  private static int require(int count, List<BackupHeader> headers) {
    if (headers.size() != count) {
      throw new IllegalStateException("listed %d of %d".formatted(headers.size(), count));
    }
    return count;
  }

  private static String seconds(@Nullable Timing timing) {
    return timing == null
        ? ""
        : Report.number("%.2f", timing.wallSeconds())
            + Report.number(" (%.2f)", timing.cpuSeconds());
  }
}
