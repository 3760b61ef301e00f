package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.check.Finding;
import io.holdfast.activities.repository.check.RepositoryVerifier;
import io.holdfast.activities.repository.check.Severity;
import io.holdfast.activities.repository.check.Verification;
import io.holdfast.activities.repository.check.Watcher;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/// `holdfast repo verify`: reads every record and every object, and names what is damaged.
@Command(
    name = "verify",
    description = "Read the whole repository and name what is damaged or left over.",
    footerHeading =
        "%nExit code: 0 when all is whole, 30 when something is damaged, 20 when"
            + " something could not be read.%n%nExamples:%n",
    footer = "  holdfast repo verify file:///var/lib/holdfast")
public final class RepoVerify extends OfflineCommand {

  /// What was found, for programs.
  record Report(boolean holds, Verification checked, List<Found> findings) {}

  /// One finding, for programs.
  record Found(Severity severity, String kind, String key, String message) {
    static Found of(Finding finding) {
      return new Found(
          finding.severity(), finding.getClass().getSimpleName(), finding.key(), finding.message());
    }
  }

  public RepoVerify(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Watching watching = new Watching(terminal());
    Verification checked;
    try (Repository repository = Repository.open(url(), false);
        watching) {
      checked = new RepositoryVerifier(repository).verify(watching);
    }
    List<Found> findings = watching.findings();
    printer()
        .print(
            document(new Report(checked.holds(), checked, findings)),
            () -> lines(checked, findings));
    return exitCode(checked);
  }

  private static int exitCode(Verification checked) {
    if (checked.count(Severity.DAMAGE) > 0) {
      return ErrorCategory.INTEGRITY.exitCode();
    }
    return checked.holds() ? 0 : ErrorCategory.UNAVAILABLE.exitCode();
  }

  private static List<String> lines(Verification checked, List<Found> findings) {
    List<String> lines = new ArrayList<>();
    for (Found finding : findings) {
      lines.add(finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.message());
    }
    lines.add(
        "Read %s of %s (%s) and %s."
            .formatted(
                Human.count(checked.objects(), "object"),
                Human.count(checked.backups(), "backup"),
                Human.bytes(checked.bytes()),
                Human.count(checked.records(), "record")));
    long damaged = checked.count(Severity.DAMAGE);
    if (damaged > 0) {
      lines.add("DAMAGED: " + Human.count(damaged, "finding") + ".");
    } else {
      lines.add(checked.holds() ? "Everything is whole." : "Not everything could be read.");
    }
    return lines;
  }

  /// Shows how far the check is, and keeps what it found, worst first.
  private static final class Watching implements Watcher, AutoCloseable {
    private final LiveLine line;
    private final List<Found> findings = new ArrayList<>();

    Watching(Terminal terminal) {
      this.line = new LiveLine(terminal, InstantSource.system());
    }

    @Override
    public void found(Finding finding) {
      findings.add(Found.of(finding));
    }

    @Override
    public void progressed(Verification soFar) {
      line.show(
          "Verifying",
          "%s, %s".formatted(Human.count(soFar.objects(), "object"), Human.bytes(soFar.bytes())),
          -1);
    }

    List<Found> findings() {
      return findings.stream().sorted(Comparator.comparing(Found::severity)).toList();
    }

    @Override
    public void close() {
      line.wipe();
    }
  }
}
