package io.holdfast.cli.repo;

import io.holdfast.activities.mongodb.importing.DumpImport;
import io.holdfast.activities.mongodb.importing.ImportRequest;
import io.holdfast.activities.mongodb.importing.Imported;
import io.holdfast.activities.repository.Repository;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ImportOrigin;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast import` and `holdfast repo import`: what mongodump wrote becomes a backup.
@Command(
    name = "import",
    description = "Make a backup of a directory or an archive that mongodump wrote.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mongodump --oplog --gzip --archive=/tmp/shop.archive",
      "  holdfast import file:///var/lib/holdfast /tmp/shop.archive --as shop/before-holdfast",
      "  holdfast import file:///var/lib/holdfast /tmp/dump --as shop/past --server-version 4.4"
    })
public final class RepoImport extends OfflineCommand {
  @Parameters(
      index = "1",
      paramLabel = "DUMP",
      description = "The directory or the archive, compressed or not.")
  private Path dump = Path.of("");

  @Option(
      names = "--as",
      required = true,
      paramLabel = "INSTANCE/NAME",
      description = "What the backup shall be called.")
  private @Nullable BackupPath backup;

  @Option(
      names = "--server-version",
      paramLabel = "VERSION",
      description = "Of the server that was dumped, where the dump does not say it.")
  private @Nullable String serverVersion;

  @Option(names = "--description", paramLabel = "TEXT", description = "Free text.")
  private String description = "";

  public RepoImport(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Repository repository = open()) {
      Imported imported = run(repository);
      printer().print(document(imported), () -> lines(imported));
      return 0;
    }
  }

  private Imported run(Repository repository) {
    BackupPath name = Objects.requireNonNull(backup, "--as is required");
    try (Throughput throughput = new Throughput(terminal(), "Importing")) {
      return new DumpImport(repository, InstantSource.system())
          .run(
              new ImportRequest(dump, name.instance(), name.name(), description, serverVersion),
              (documents, bytes) -> throughput.show(Human.count(documents, "document"), bytes, -1));
    }
  }

  private List<String> lines(Imported imported) {
    BackupHeader header = imported.backup();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s is a backup: %s, %s (%s, %s stored)."
            .formatted(
                header.backup(),
                Human.count(header.collections(), "collection"),
                Human.count(header.documents(), "document"),
                Human.bytes(header.plainBytes()),
                Human.bytes(header.storedBytes())));
    ImportOrigin origin = header.imported();
    lines.add(
        origin != null && origin.consistent()
            ? "It is the state of %s, where the dump's oplog ends."
                .formatted(Human.time(header.pointInTime().instant()))
            : "It is not the state of one time: the dump has no oplog (mongodump --oplog).");
    imported.leftOut().forEach(what -> lines.add("Left out: " + what));
    lines.add("Restore it: holdfast restore %s --to INSTANCE --wait".formatted(header.backup()));
    return lines;
  }
}
