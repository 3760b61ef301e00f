package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.check.Finding;
import io.holdfast.activities.repository.check.RepositoryVerifier;
import io.holdfast.activities.repository.check.Severity;
import io.holdfast.activities.repository.check.Verification;
import io.holdfast.activities.repository.check.Watcher;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/// `holdfast repo verify`: reads everything that a repository promises and names what is not whole.
@Command(
    name = "verify",
    description =
        "Read every record and every object of a repository and name what is damaged. Exits 0 only"
            + " when all is well.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast repo verify file:///var/lib/holdfast")
public final class RepoVerify extends OfflineCommand {
  public RepoVerify(Terminal terminal) {
    super(terminal);
  }

  /// A finding as programs and people get it.
  ///
  /// @param key the object, or the folder where it ends in `/`
  record Found(Severity severity, String key, String message) {}

  /// What a program gets.
  record Report(boolean holds, Verification checked, List<Found> findings) {}

  @Override
  public Integer call() {
    List<Found> findings = new ArrayList<>();
    try (Repository repository = Repository.open(url(), false)) {
      Verification checked = new RepositoryVerifier(repository).verify(collecting(findings));
      printer()
          .print(
              document(new Report(checked.holds(), checked, findings)),
              () -> lines(checked, findings));
      return checked.holds() ? 0 : exitCode(checked);
    }
  }

  private static Watcher collecting(List<Found> findings) {
    return new Watcher() {
      @Override
      public void found(Finding finding) {
        findings.add(new Found(finding.severity(), finding.key(), finding.message()));
      }

      @Override
      public void progressed(Verification soFar) {
        // The report comes at the end: it must be the same for people and programs.
      }
    };
  }

  private static List<String> lines(Verification checked, List<Found> findings) {
    List<String> lines = new ArrayList<>();
    for (Found found : findings) {
      lines.add(
          "%-9s %s".formatted(found.severity().name().toLowerCase(Locale.ROOT), found.message()));
    }
    lines.add(
        "%s: %s backups, %s records, %s objects, %s read."
            .formatted(
                checked.holds() ? "All is well" : "NOT WHOLE",
                Human.count(checked.backups()),
                Human.count(checked.records()),
                Human.count(checked.objects()),
                Human.bytes(checked.bytes())));
    return lines;
  }

  private static int exitCode(Verification checked) {
    ErrorCategory worst =
        checked.count(Severity.DAMAGE) > 0 ? ErrorCategory.INTEGRITY : ErrorCategory.UNAVAILABLE;
    return worst.exitCode();
  }
}
