package io.holdfast.cli.repo;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.activities.storage.check.CheckOptions;
import io.holdfast.activities.storage.check.CheckReport;
import io.holdfast.activities.storage.check.Checked;
import io.holdfast.activities.storage.check.Grade;
import io.holdfast.activities.storage.check.StoreCheck;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast repo check-store`: whether this bucket is good enough to keep backups in.
@Command(
    name = "check-store",
    description = "Try whether a bucket or directory keeps what Holdfast needs of it.",
    footerHeading =
        "%nWrites below a random prefix holdfast-check-… and deletes it again; touches nothing"
            + " else.%nExit code: 0 when it is good enough, 30 when it is not.%n%nExamples:%n",
    footer = {
      "  holdfast repo check-store s3://backups/prod?region=eu-west-1",
      "  holdfast repo check-store azblob://backups/prod?account=shop --quick -o json"
    })
public final class RepoCheckStore extends OfflineCommand {
  @Option(names = "--quick", description = "Leave out the list of more than 1,000 objects.")
  private boolean quick;

  @Option(
      names = "--lock",
      description = "Lock an object too, as lock= in the URL says; it stays until its lock ends.")
  private boolean lock;

  @Option(names = "--create", description = "Make the bucket or directory where there is none.")
  private boolean create;

  /// What was found, for programs.
  record Report(boolean goodEnough, String store, List<Found> points) {}

  /// One point, for programs.
  record Found(String point, Grade grade, String title, String what, String meaning) {
    static Found of(Checked checked) {
      return new Found(
          checked.point().name(),
          checked.grade(),
          checked.point().title(),
          checked.what(),
          checked.point().meaning());
    }
  }

  public RepoCheckStore(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (ObjectStore store = ObjectStores.open(url(), create).orElseThrow(RepoCheckStore::missing);
        LiveLine line = new LiveLine(terminal(), InstantSource.system())) {
      CheckReport report =
          new StoreCheck(store, new CheckOptions(quick, lock))
              .run(checked -> line.show("Checking", checked.point().title(), -1));
      line.wipe();
      List<Found> points = report.points().stream().map(Found::of).toList();
      printer()
          .print(
              document(new Report(report.goodEnough(), store.describe(), points)),
              () -> lines(store.describe(), report));
      return report.goodEnough() ? 0 : ErrorCategory.INTEGRITY.exitCode();
    }
  }

  private static HoldfastException missing() {
    return new HoldfastException(
        ErrorCode.REPOSITORY_NOT_FOUND,
        "There is no such bucket or directory.",
        "Make it, or let this command do it with --create.");
  }

  private static List<String> lines(String store, CheckReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(store);
    for (Checked checked : report.points()) {
      lines.add("%-7s  %s: %s".formatted(checked.grade(), checked.point().title(), checked.what()));
      if (checked.grade() == Grade.WARN || checked.grade() == Grade.FAIL) {
        lines.add("         " + checked.point().meaning());
      }
    }
    lines.add(
        report.goodEnough()
            ? "Good enough: backups can be kept here."
            : "NOT GOOD ENOUGH: do not keep backups here.");
    return lines;
  }
}
