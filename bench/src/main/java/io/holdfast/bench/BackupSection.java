package io.holdfast.bench;

import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A logical backup of a replica set, plain and encrypted, against `mongodump --oplog`, plain and
/// with `--gzip`.
final class BackupSection implements Section {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    report.heading("A logical backup, and mongodump");
    Optional<Path> mongod = RealReplicaSet.find();
    if (mongod.isEmpty()) {
      report.line("Left out: there is no mongod on the PATH.");
      return;
    }
    try (RealReplicaSet server = RealReplicaSet.start(mongod.get(), "bench", 1)) {
      long bytes = Orders.fill(server.uri());
      report.line(
          "%s; median of %d runs in turns.\n"
              .formatted(Orders.describe(server.uri(), bytes), ROUNDS));
      List<Trial> trials = new ArrayList<>();
      contenders().forEach(it -> trials.add(trial(it, server.uri(), folder.resolve(it.name()))));
      report.compare(Rounds.medians(ROUNDS, trials), bytes);
      if (!MongoTool.isHere("mongodump")) {
        report.line("\nLeft out: mongodump, which is not on the PATH.");
      }
    }
  }

  private static List<Contender> contenders() {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new HoldfastBackup("holdfast", RepositoryOptions.DEFAULT));
    contenders.add(
        new HoldfastBackup(
            "holdfast, encrypted", RepositoryOptions.with(KeyRing.of(RepositoryKey.generate()))));
    if (MongoTool.isHere("mongodump")) {
      contenders.add(new Mongodump("mongodump --gzip", List.of("--gzip")));
      contenders.add(new Mongodump("mongodump", List.of()));
    }
    return contenders;
  }

  private static Trial trial(Contender contender, String uri, Path folder) {
    return new Trial(
        contender.name(),
        () -> {
          Files.createDirectories(folder);
          Timing timing = contender.run(uri, folder);
          Folders.delete(folder);
          return timing;
        });
  }
}
