package io.holdfast.cli.operation;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Failure;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.rest.StatusView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/// `holdfast status`: what the API talks to and what runs.
@Command(
    name = "status",
    description = "Show what the API talks to and which operations run.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast status")
public final class StatusCommand extends ApiCommand {
  public StatusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode status = client.get(Paths.STATUS);
    printer().print(status, () -> lines(read(status, StatusView.class)));
    return 0;
  }

  private static List<String> lines(StatusView status) {
    List<String> lines = new ArrayList<>();
    lines.add("Holdfast    " + status.version());
    lines.add("Repository  " + status.repository().url() + told(status.repository().failure()));
    String away = status.temporal().reachable() ? "" : "  (does not answer)";
    lines.add("Temporal    " + status.temporal().address() + away);
    if (status.temporal().ui() != null) {
      lines.add("            " + status.temporal().ui());
    }
    lines.add("");
    if (status.running().isEmpty()) {
      lines.add("Nothing runs.");
      return lines;
    }
    Table table = new Table("OPERATION", "KIND", "WHAT", "STATE", "STAGE", "PROGRESS", "SINCE");
    for (OperationView operation : status.running()) {
      table.row(
          operation.id().toString(),
          operation.kind(),
          operation.subject(),
          operation.state(),
          Objects.requireNonNullElse(operation.stage(), ""),
          OperationWork.progress(operation),
          Human.time(operation.requestedAt()));
    }
    lines.addAll(table.lines());
    for (OperationView operation : status.running()) {
      OperationWork.trouble(operation)
          .forEach(trouble -> lines.add("%s: %s".formatted(operation.id(), trouble)));
    }
    return lines;
  }

  private static String told(@Nullable Failure failure) {
    return failure == null ? "" : "  (" + failure.told() + ")";
  }
}
