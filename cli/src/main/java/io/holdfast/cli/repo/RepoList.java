package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.BackupHeader;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/// `holdfast repo list`: the complete backups in a repository.
@Command(
    name = "list",
    description = "List the complete backups in a repository.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast repo list file:///var/lib/holdfast -o json")
public final class RepoList extends OfflineCommand {
  public RepoList(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Repository repository = open()) {
      List<BackupHeader> headers =
          repository.catalogue().instancesWithBackups().stream()
              .flatMap(instance -> repository.catalogue().backups(instance).stream())
              .toList();
      printer().list(document(headers), () -> table(headers), "No backups in " + url() + ".");
      return 0;
    }
  }

  private static Table table(List<BackupHeader> headers) {
    Table table = new Table("BACKUP", "METHOD", "POINT IN TIME", ">DOCUMENTS", ">STORED", "SERVER");
    for (BackupHeader header : headers) {
      table.row(
          header.backup().toString(),
          header.method().name().toLowerCase(Locale.ROOT),
          Human.time(header.pointInTime().instant()),
          Human.count(header.documents()),
          Human.bytes(header.storedBytes()),
          header.server().version());
    }
    return table;
  }
}
