package io.holdfast.cli.repo;

import io.holdfast.activities.mongodb.export.DumpExport;
import io.holdfast.activities.mongodb.export.Exported;
import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.activities.repository.Repository;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.NamespacePattern;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast repo export`: a backup as a directory for plain mongorestore.
@Command(
    name = "export",
    description = "Write a backup as a directory that plain mongorestore restores.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast repo export file:///var/lib/holdfast shop/nightly --to /tmp/nightly",
      "  mongorestore --uri mongodb://… --oplogReplay /tmp/nightly"
    })
public final class RepoExport extends OfflineCommand {
  @Parameters(
      index = "1",
      paramLabel = "INSTANCE/NAME",
      description = "The backup, as 'holdfast repo list' shows it.")
  private BackupPath backup;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Where to write: a directory that is not there yet, or empty.")
  private Path directory = Path.of("");

  @Option(
      names = "--ns",
      paramLabel = "PATTERN",
      description = "Write only what fits, such as 'shop', 'shop.orders' or '*.audit'; repeatable.")
  private List<NamespacePattern> namespaces = List.of();

  @Option(names = "--gzip", description = "Compress each file, as 'mongodump --gzip' does.")
  private boolean gzip;

  /// What was written, for programs.
  record Report(BackupRef backup, String directory, Exported exported) {}

  public RepoExport(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    NamespaceFilter filter = new NamespaceFilter(namespaces);
    try (Repository repository = open()) {
      BackupRef found = CompleteBackup.find(repository, backup);
      Exported exported = export(repository, found, filter);
      Report report = new Report(found, directory.toString(), exported);
      printer().print(document(report), () -> lines(exported));
      return 0;
    }
  }

  private Exported export(Repository repository, BackupRef found, NamespaceFilter filter) {
    long total = namespaces.isEmpty() ? plainBytes(repository, found) : -1;
    try (Throughput throughput = new Throughput(terminal(), "Exporting")) {
      return new DumpExport(repository, filter, gzip)
          .run(
              found,
              directory,
              soFar ->
                  throughput.show(
                      Human.count(soFar.collections(), "collection"), soFar.bytes(), total));
    }
  }

  private static long plainBytes(Repository repository, BackupRef backup) {
    return repository.catalogue().header(backup).map(BackupHeader::plainBytes).orElse(-1L);
  }

  private List<String> lines(Exported exported) {
    return List.of(
        "Wrote %s, %s, %s and %s to replay (%s) to %s"
            .formatted(
                Human.count(exported.collections(), "collection"),
                Human.count(exported.views(), "view"),
                Human.count(exported.documents(), "document"),
                Human.count(exported.changes(), "change"),
                Human.bytes(exported.bytes()),
                directory),
        "Restore it: mongorestore --uri URI --oplogReplay%s %s"
            .formatted(gzip ? " --gzip" : "", directory));
  }
}
