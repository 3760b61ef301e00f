package io.holdfast.cli.backup;

import io.holdfast.cli.operation.OutcomeCommand;
import io.holdfast.cli.repo.Age;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `holdfast backup`: takes a backup of an instance.
@Command(
    name = "backup",
    description = "Take a backup of an instance.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast backup shop --wait",
      "  holdfast backup shop --name before-upgrade --description 'Before 8.0'",
      "  holdfast backup shop --max-parallel 1 --max-rate 20MB",
      "  holdfast backup shop -m external --list-files",
      "  holdfast backup shop -m physical --max-rate 100MB --wait",
      "  holdfast backup standalone --consistency none"
    })
public final class BackupCommand extends OutcomeCommand {
  @Spec private CommandSpec spec;

  // Not required by the parser: the subcommand has one of its own.
  @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "What is backed up.")
  private @Nullable InstanceId instance;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The backup's name: 4 to 64 of letters, digits, '-' and '_', first a letter (default: made"
              + " of the time).")
  private @Nullable BackupName name;

  @Option(
      names = {"-m", "--method"},
      paramLabel = "METHOD",
      description = "How it is made: ${COMPLETION-CANDIDATES} (default: logical).")
  private @Nullable Method method;

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      description = "Free text of at most 256 characters.")
  private @Nullable String description;

  @Option(
      names = "--allow-primary",
      description = "The primary may be read although a secondary would do.")
  private boolean allowPrimary;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "Read at most N collections, or ranges of large ones, at a time.")
  private @Nullable Integer maxParallel;

  @Option(
      names = "--max-rate",
      paramLabel = "BYTES",
      description = "Read at most BYTES of documents in a second, such as 50MB.")
  private @Nullable ByteCount maxRate;

  @Option(
      names = "--verify",
      paramLabel = "LEVEL",
      description =
          "How its objects are checked before it is complete: ${COMPLETION-CANDIDATES} (default:"
              + " stored; full reads each back).")
  private @Nullable VerifyLevel verify;

  @Option(
      names = "--consistency",
      paramLabel = "WHICH",
      description =
          "Of which time it is: ${COMPLETION-CANDIDATES} (default: point_in_time; none is for a"
              + " standalone, which has no oplog).")
  private @Nullable Consistency consistency;

  @Option(
      names = "--list-files",
      description = "External: wait until there is something to copy, and list it.")
  private boolean listFiles;

  @Option(
      names = "--copy-deadline",
      paramLabel = "TIME",
      description = "External, physical: how long the copy may take, such as 12h (default: 1d).")
  private @Nullable Age copyDeadline;

  @Option(
      names = "--copy",
      paramLabel = "WHO",
      description =
          "External: who copies, manual or command (default: manual; command runs the one that the"
              + " worker's configuration names).")
  private @Nullable CopyMeans copy;

  @Option(
      names = "--keep-by",
      paramLabel = "MEANS",
      description =
          "External: what keeps the files as they are, ${COMPLETION-CANDIDATES} (default: a backup"
              + " cursor where the server has them).")
  private @Nullable Keeping keeping;

  public BackupCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    InstanceId asked = instance;
    if (asked == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'INSTANCE'");
    }
    if (listFiles && method != Method.EXTERNAL) {
      throw new ParameterException(
          spec.commandLine(), "--list-files goes with --method external only.");
    }
    JsonNode started =
        client.post(
            Paths.backups(asked),
            new Body()
                .with("name", name)
                .with("method", method)
                .with("description", description)
                .with("allowPrimary", allowPrimary ? true : null)
                .with("maxParallel", maxParallel)
                .with("maxBytesPerSecond", maxRate == null ? null : maxRate.bytes())
                .with("verify", verify)
                .with("consistency", consistency)
                .with(
                    "copyDeadlineSeconds",
                    copyDeadline == null ? null : copyDeadline.duration().toSeconds())
                .with("copy", copy)
                .with("keeping", keeping));
    OperationView operation = read(started.path("operation"), OperationView.class);
    if (listFiles) {
      listFiles(client, operation);
    }
    if (waits()) {
      awaitEnd(client, operation.id(), ended -> ended(client, ended));
    } else if (listFiles) {
      return 0;
    } else {
      printer().print(started, () -> started(operation));
    }
    return 0;
  }

  private void listFiles(RestClient client, OperationView operation) {
    JsonNode files;
    try {
      files = new CopyFiles(client, operation.instance(), operation.backup()).whenReady();
    } catch (ProblemException e) {
      // It ended before there was anything to copy: why is what people want to know.
      read(client.get(Paths.operation(operation.id())), OperationView.class).requireCompleted();
      throw e;
    }
    printer()
        .print(
            files,
            () -> {
              List<String> lines = new ArrayList<>();
              lines.add("Backup %s is ready to copy.".formatted(operation.subject()));
              lines.addAll(CopyText.lines(read(files, FilesView.class)));
              return lines;
            });
  }

  private List<String> ended(RestClient client, OperationView operation) {
    if (!operation.completed()) {
      return List.of();
    }
    JsonNode found = client.get(Paths.backup(operation.instance(), operation.backup()));
    return completed(operation, read(found.path("backup"), BackupView.class));
  }

  private static List<String> started(OperationView operation) {
    List<String> lines = new ArrayList<>();
    lines.add("Backup %s has begun.".formatted(operation.subject()));
    lines.add("Operation    " + operation.id());
    if (operation.temporalUi() != null) {
      lines.add("Temporal UI  " + operation.temporalUi());
    }
    lines.add("Next: holdfast status");
    return lines;
  }

  private static List<String> completed(OperationView ended, BackupView backup) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Backup %s is complete, after %s.".formatted(backup.path(), Human.duration(ended.took())));
    BackupView.Content content = backup.content();
    if (content != null && backup.isOfFiles() && !backup.isExternal()) {
      lines.add(
          "%s of data files as of %s, stored as %s."
              .formatted(
                  Human.bytes(content.plainBytes()),
                  Human.time(content.pointInTime().instant()),
                  Human.bytes(content.storedBytes())));
    } else if (content != null && !backup.isExternal()) {
      lines.add(
          "%s in %s %s %s, %s stored as %s."
              .formatted(
                  Human.count(content.documents(), "document"),
                  Human.count(content.collections(), "collection"),
                  content.consistent() ? "as of" : "of no one time, read until",
                  Human.time(content.pointInTime().instant()),
                  Human.bytes(content.plainBytes()),
                  Human.bytes(content.storedBytes())));
    }
    lines.add("Next: holdfast describe " + backup.path());
    return lines;
  }
}
