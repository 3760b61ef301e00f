package io.holdfast.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.repository.Repository;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.workflows.model.BackupRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A restore of a backup into an empty replica set, against `mongorestore --gzip` of a dump of the
/// same data.
final class RestoreSection implements Section {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    report.heading("A restore, and mongorestore");
    Optional<Path> mongod = RealReplicaSet.find();
    if (mongod.isEmpty()) {
      report.line("Left out: there is no mongod on the PATH.");
      return;
    }
    try (RealReplicaSet source = RealReplicaSet.start(mongod.get(), "source", 1);
        RealReplicaSet target = RealReplicaSet.start(mongod.get(), "target", 1);
        Repository repository = Repository.create(folder.resolve("store").toUri().toString())) {
      long bytes = Orders.fill(source.uri());
      report.line(
          "%s, another one to restore into; median of %d runs in turns.\n"
              .formatted(Orders.describe(source.uri(), bytes), ROUNDS));
      BackupRef backup = HoldfastBackup.backUp(repository, source.uri());
      List<Trial> trials = new ArrayList<>();
      HoldfastRestore ours = new HoldfastRestore(repository, backup, target.uri());
      trials.add(into(target, ours.trial()));
      if (MongoTool.isHere("mongorestore") && MongoTool.isHere("mongodump")) {
        Path dump = folder.resolve("dump");
        var _ = new Mongodump("dump", List.of("--gzip")).run(source.uri(), dump);
        trials.add(into(target, mongorestore(target.uri(), dump)));
      }
      Map<String, Timing> medians = Rounds.medians(ROUNDS, trials);
      compare(medians, bytes, report);
      report.line("\nThe last of Holdfast's runs, in seconds: " + ours.steps() + ".");
      if (medians.size() == 1) {
        report.line("\nLeft out: mongorestore, which is not on the PATH with mongodump.");
      }
    }
  }

  private static Trial mongorestore(String uri, Path dump) {
    return new Trial(
        "mongorestore --gzip",
        () ->
            ShellCommand.time(
                "mongorestore --quiet --gzip --oplogReplay --uri '%s' '%s'".formatted(uri, dump),
                dump));
  }

  /// The emptying is nobody's time.
  private static Trial into(RealReplicaSet target, Trial trial) {
    return new Trial(
        trial.name(),
        () -> {
          try (MongoClient client = MongoClients.create(target.uri())) {
            client.getDatabase(Orders.DATABASE).drop();
          }
          return trial.work().once();
        });
  }

  private static void compare(Map<String, Timing> timings, long bytes, Report report) {
    double first = timings.values().iterator().next().wallSeconds();
    report.table("", "seconds", "MB/s", "ratio", "CPU seconds");
    timings.forEach(
        (name, timing) ->
            report.row(
                name,
                Report.number("%.2f", timing.wallSeconds()),
                Report.number("%.0f", bytes / 1e6 / timing.wallSeconds()),
                Report.number("%.2f", timing.wallSeconds() / first),
                Report.number("%.2f", timing.cpuSeconds())));
  }
}
