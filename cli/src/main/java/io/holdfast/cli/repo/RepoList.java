package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryCatalogue;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast repo list`: the complete backups in a repository.
@Command(
    name = "list",
    description = "List the complete backups in a repository, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast repo list file:///var/lib/holdfast -o json",
      "  holdfast repo list file:///var/lib/holdfast --instance shop --limit 10"
    })
public final class RepoList extends OfflineCommand {
  @Option(
      names = "--instance",
      paramLabel = "INSTANCE",
      description = "Only the backups of this instance.")
  private @Nullable InstanceId instance;

  @Option(names = "--limit", paramLabel = "N", description = "Only the newest N.")
  private int limit = Integer.MAX_VALUE;

  public RepoList(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Repository repository = open()) {
      List<BackupHeader> headers = headers(repository.catalogue());
      printer().list(document(headers), () -> table(headers), "No backups in " + url() + ".");
      return 0;
    }
  }

  private List<BackupHeader> headers(RepositoryCatalogue catalogue) {
    List<InstanceId> instances =
        instance == null ? catalogue.instancesWithBackupFolders() : List.of(instance);
    try (Stream<BackupHeader> newest = catalogue.newestBackups(instances, Instant.MAX)) {
      return newest.limit(limit).toList();
    }
  }

  private static Table table(List<BackupHeader> headers) {
    Table table = new Table("BACKUP", "METHOD", "POINT IN TIME", ">DOCUMENTS", ">STORED", "SERVER");
    for (BackupHeader header : headers) {
      table.row(
          header.backup().toString(),
          header.method().name().toLowerCase(Locale.ROOT),
          pointInTime(header),
          Human.count(header.documents()),
          Human.bytes(header.storedBytes()),
          header.server().version());
    }
    return table;
  }

  /// What was dumped without an oplog is of about a time.
  private static String pointInTime(BackupHeader header) {
    String time = Human.time(header.pointInTime().instant());
    return header.consistent() ? time : "~" + time;
  }
}
