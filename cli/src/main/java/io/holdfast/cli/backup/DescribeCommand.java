package io.holdfast.cli.backup;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.operation.OperationWork;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.ComparisonView;
import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.restore.RestoreText;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.model.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `holdfast describe`: everything about one backup, restore or other operation.
@Command(
    name = "describe",
    description = "Show a backup with its contents, a restore with its proof, a comparison.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast describe shop/before-upgrade",
      "  holdfast describe shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE"
    })
public final class DescribeCommand extends ApiCommand {
  @Parameters(
      paramLabel = "BACKUP|RESTORE",
      description = "A backup as INSTANCE/NAME, or an operation's id.")
  private Subject subject;

  public DescribeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    switch (subject) {
      case Subject.OfBackup(BackupPath path) -> backup(client, path);
      case Subject.OfOperation(OperationId id) -> operation(client, id);
    }
    return 0;
  }

  private void backup(RestClient client, BackupPath path) {
    JsonNode detail =
        client.get(
            Paths.query(Paths.backup(path.instance(), path.name()), Map.of("include", "contents")));
    BackupView.Detail view = read(detail, BackupView.Detail.class);
    List<String> work = view.backup().isUnderWay() ? work(client, view.backup()) : List.of();
    if (!view.backup().isExternal()) {
      printer().print(detail, () -> BackupText.lines(view, work));
      return;
    }
    Optional<JsonNode> files = files(client, path);
    files.ifPresent(found -> ((ObjectNode) detail).set("copy", found));
    printer()
        .print(
            detail,
            () -> {
              List<String> lines = new ArrayList<>(BackupText.lines(view, work));
              files.ifPresent(found -> lines.addAll(CopyText.lines(read(found, FilesView.class))));
              return lines;
            });
  }

  /// Nothing for a backup that has not come so far, or to nothing.
  private static Optional<JsonNode> files(RestClient client, BackupPath path) {
    try {
      return Optional.of(new CopyFiles(client, path.instance(), path.name()).all());
    } catch (ProblemException e) {
      if (e.problem().exitCode() == ErrorCategory.CONFLICT.exitCode()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// How far a backup is that is being taken.
  private List<String> work(RestClient client, BackupView backup) {
    JsonNode operation = client.get(Paths.operation(backup.operation()));
    return OperationWork.lines(read(operation, OperationView.class), BackupText.LABELS);
  }

  private void operation(RestClient client, OperationId id) {
    JsonNode operation = client.get(Paths.operation(id));
    OperationView view = read(operation, OperationView.class);
    switch (view.kind()) {
      case "restore" -> restore(client, operation, view);
      case "compare" -> comparison(client, operation, view);
      default -> printer().print(operation, () -> OperationText.lines(view));
    }
  }

  /// A comparison that is not complete has no verdict yet, or never.
  private void comparison(RestClient client, JsonNode operation, OperationView view) {
    if (!view.completed()) {
      printer().print(operation, () -> OperationText.lines(view));
      return;
    }
    JsonNode found = client.get(Paths.comparison(view.id()));
    printer()
        .print(
            both(operation, "comparison", found),
            () -> OperationText.lines(view, read(found, ComparisonView.class)));
  }

  private void restore(RestClient client, JsonNode operation, OperationView view) {
    JsonNode restore = client.get(Paths.restore(view.id()));
    ObjectNode both = both(operation, "restore", restore);
    Optional<JsonNode> copy = copy(client, read(restore, RestoreView.class));
    copy.ifPresent(found -> both.set("copy", found));
    printer()
        .print(
            both,
            () -> {
              List<String> lines =
                  new ArrayList<>(OperationText.lines(view, read(restore, RestoreView.class)));
              copy.ifPresent(
                  found -> lines.addAll(RestoreText.copy(read(found, RestoreView.Copy.class))));
              return lines;
            });
  }

  /// Nothing for a restore that waits for no copy.
  private static Optional<JsonNode> copy(RestClient client, RestoreView restore) {
    if (!restore.state().equals("copy_ready")) {
      return Optional.empty();
    }
    try {
      return Optional.of(client.get(Paths.restoreCopy(restore.id())));
    } catch (ProblemException e) {
      if (e.problem().exitCode() == ErrorCategory.CONFLICT.exitCode()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ObjectNode both(JsonNode operation, String name, JsonNode result) {
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    both.set("operation", operation);
    both.set(name, result);
    return both;
  }
}
