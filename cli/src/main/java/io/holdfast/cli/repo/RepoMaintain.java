package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.maintain.Maintenance;
import io.holdfast.activities.repository.maintain.Upkeep;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast repo maintain`: removes what no backup and no operation needs, and says why.
@Command(
    name = "maintain",
    description = "Remove what no backup and no running operation needs.",
    footerHeading =
        "%nWhat an operation that has not ended may need is never touched, unless its record is"
            + " older than 7 days and than --older-than.%n%nExamples:%n",
    footer = {
      "  holdfast repo maintain file:///var/lib/holdfast --dry-run",
      "  holdfast repo maintain file:///var/lib/holdfast --older-than 30d"
    })
public final class RepoMaintain extends OfflineCommand {
  @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
  private boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "7d",
      description =
          "How old must be what belongs to no operation on record, such as 7d or 12h (default:"
              + " ${DEFAULT-VALUE}).")
  private Age olderThan = new Age(Duration.ofDays(7));

  /// What was done, for programs.
  record Report(boolean dryRun, int uploadsGivenUp, List<Act> acts) {}

  /// One thing that was done or left, for programs.
  record Act(String kind, String key, long objects, long bytes, String reason) {
    static Act of(Upkeep upkeep) {
      String kind = upkeep.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      return upkeep instanceof Upkeep.Removed removed
          ? new Act(kind, removed.key(), removed.objects(), removed.bytes(), removed.reason())
          : new Act(kind, upkeep.key(), 0, 0, upkeep.reason());
    }
  }

  public RepoMaintain(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<Upkeep> told = new ArrayList<>();
    int uploads;
    try (Repository repository = open()) {
      uploads =
          new Maintenance(repository, Clock.systemUTC(), olderThan.duration(), dryRun)
              .run(told::add);
    }
    Report report = new Report(dryRun, uploads, told.stream().map(Act::of).toList());
    printer().print(document(report), () -> lines(told, uploads));
    return told.stream()
        .filter(Upkeep.Failed.class::isInstance)
        .map(Upkeep.Failed.class::cast)
        .findFirst()
        .map(failed -> failed.failure().code().category().exitCode())
        .orElse(0);
  }

  private List<String> lines(List<Upkeep> told, int uploads) {
    List<String> lines = new ArrayList<>(told.stream().map(this::line).toList());
    long folders = told.stream().filter(Upkeep.Removed.class::isInstance).count();
    long bytes =
        told.stream()
            .mapToLong(upkeep -> upkeep instanceof Upkeep.Removed removed ? removed.bytes() : 0)
            .sum();
    lines.add(
        dryRun
            ? "Would remove %s (%s). Unfinished uploads are not looked for in a dry run."
                .formatted(Human.count(folders, "folder"), Human.bytes(bytes))
            : "Removed %s (%s) and %s."
                .formatted(
                    Human.count(folders, "folder"),
                    Human.bytes(bytes),
                    Human.count(uploads, "unfinished upload")));
    return lines;
  }

  private String line(Upkeep upkeep) {
    return switch (upkeep) {
      case Upkeep.Removed removed ->
          "%s: %s (%s, %s) %s"
              .formatted(
                  dryRun ? "would remove" : "removed",
                  removed.key(),
                  Human.count(removed.objects(), "object"),
                  Human.bytes(removed.bytes()),
                  removed.reason());
      case Upkeep.Ended ended ->
          "%s: %s %s".formatted(dryRun ? "would end" : "ended", ended.key(), ended.reason());
      case Upkeep.Kept kept -> "kept: %s %s".formatted(kept.key(), kept.reason());
      case Upkeep.Failed failed ->
          "FAILED: %s: %s %s".formatted(failed.key(), failed.reason(), failed.failure().hint());
    };
  }
}
