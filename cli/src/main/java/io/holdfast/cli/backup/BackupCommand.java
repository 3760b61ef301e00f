package io.holdfast.cli.backup;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.operation.Waiting;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `holdfast backup`: takes a backup of an instance.
@Command(
    name = "backup",
    description = "Take a backup of an instance.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast backup shop --wait",
      "  holdfast backup shop --name before-upgrade --description 'Before 8.0'",
      "  holdfast backup shop --max-parallel 1 --max-rate 20MB"
    })
public final class BackupCommand extends ApiCommand {
  @Parameters(paramLabel = "INSTANCE", description = "What is backed up.")
  private InstanceId instance;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The backup's name: 4 to 64 of letters, digits, '-' and '_', first a letter (default: made"
              + " of the time).")
  private @Nullable BackupName name;

  @Option(
      names = "--method",
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

  @Option(names = "--wait", description = "Wait for its end; the exit code is the outcome's.")
  private boolean wait;

  public BackupCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode started =
        client.post(
            Paths.backups(instance),
            new Body()
                .with("name", name)
                .with("method", method)
                .with("description", description)
                .with("allowPrimary", allowPrimary ? true : null)
                .with("maxParallel", maxParallel)
                .with("maxBytesPerSecond", maxRate == null ? null : maxRate.bytes())
                .with("verify", verify));
    OperationView operation = read(started.path("operation"), OperationView.class);
    if (wait) {
      finish(client, operation);
    } else {
      printer().print(started, () -> started(operation));
    }
    return 0;
  }

  private void finish(RestClient client, OperationView operation) {
    JsonNode answer = Waiting.forEnd(operation.id(), client, JsonMapper.shared(), terminal());
    OperationView ended = read(answer, OperationView.class);
    if (ended.completed()) {
      BackupView backup =
          read(client.get(Paths.backup(instance, ended.backup())).path("backup"), BackupView.class);
      printer().print(answer, () -> completed(ended, backup));
    } else {
      printer().print(answer, List::of);
    }
    ended.requireCompleted();
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
    if (content != null) {
      lines.add(
          "%s in %s as of %s, %s stored as %s."
              .formatted(
                  Human.count(content.documents(), "document"),
                  Human.count(content.collections(), "collection"),
                  Human.time(content.pointInTime().instant()),
                  Human.bytes(content.plainBytes()),
                  Human.bytes(content.storedBytes())));
    }
    lines.add("Next: holdfast describe " + backup.path());
    return lines;
  }
}
