package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.check.Depth;
import io.holdfast.activities.repository.check.RepositoryVerifier;
import io.holdfast.activities.repository.check.Severity;
import io.holdfast.activities.repository.check.Verification;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.cli.repo.VerifyWatch.Found;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast repo verify`: reads every record and, unless told otherwise, every object, and names
/// what is damaged.
@Command(
    name = "verify",
    description = {
      "Check a repository and name what is damaged or left over.",
      "Reads everything, unless told to read less."
    },
    footerHeading =
        "%nExit code: 0 when all that was checked is whole, 30 when something is damaged, 20 when"
            + " something could not be read.%n%nExamples:%n",
    footer = {
      "  holdfast repo verify file:///var/lib/holdfast",
      "  holdfast repo verify file:///var/lib/holdfast --sample 5%%",
      "  holdfast repo verify file:///var/lib/holdfast --quick --backup shop/nightly"
    })
public final class RepoVerify extends OfflineCommand {
  @ArgGroup private VerifyDepth depth = new VerifyDepth();

  @Option(
      names = "--backup",
      paramLabel = "INSTANCE/NAME",
      description = "Check this backup only, and no records.")
  private @Nullable BackupPath backup;

  /// What was found, for programs.
  record Report(boolean holds, Verification checked, List<Found> findings) {}

  public RepoVerify(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Depth chosen = depth.depth();
    VerifyWatch watch = new VerifyWatch(terminal());
    Verification checked;
    try (Repository repository = open();
        watch) {
      checked = verify(repository, new RepositoryVerifier(repository, chosen), watch);
    }
    List<Found> findings = watch.findings();
    printer()
        .print(
            document(new Report(checked.holds(), checked, findings)),
            () -> lines(checked, findings));
    return exitCode(checked);
  }

  private Verification verify(
      Repository repository, RepositoryVerifier verifier, VerifyWatch watch) {
    return backup == null
        ? verifier.verify(watch)
        : verifier.verify(CompleteBackup.find(repository, backup), watch);
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
        "Checked %s of %s, read %s of them (%s), and %s."
            .formatted(
                Human.count(checked.objects(), "object"),
                Human.count(checked.backups(), "backup"),
                Human.count(checked.read()),
                Human.bytes(checked.bytes()),
                Human.count(checked.records(), "record")));
    lines.add(verdict(checked));
    return lines;
  }

  private static String verdict(Verification checked) {
    long damaged = checked.count(Severity.DAMAGE);
    if (damaged > 0) {
      return "DAMAGED: " + Human.count(damaged, "finding") + ".";
    }
    if (!checked.holds()) {
      return "Not everything could be read.";
    }
    return checked.read() == checked.objects()
        ? "Everything is whole."
        : "Every object is there with its length; what was not read may still be damaged.";
  }
}
