package io.holdfast.cli.instance;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Pages;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// `holdfast instance list`: the instances that there are.
@Command(
    name = "list",
    description = "List the registered instances.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast instance list -o json")
public final class InstanceList extends ApiCommand {

  /// What the table shows of an instance.
  record Row(
      InstanceId id,
      String engine,
      String connectionString,
      String description,
      Instant registeredAt) {}

  public InstanceList(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    ArrayNode instances = Pages.all(client, Paths.INSTANCES);
    printer()
        .list(
            instances,
            () -> table(instances),
            "No instances. Register one with 'holdfast instance add'.");
    return 0;
  }

  private Table table(ArrayNode instances) {
    Table table = new Table("INSTANCE", "ENGINE", "CONNECTION", "REGISTERED", "DESCRIPTION");
    for (JsonNode instance : instances) {
      Row row = read(instance, Row.class);
      table.row(
          row.id().value(),
          row.engine(),
          row.connectionString(),
          Human.time(row.registeredAt()),
          row.description());
    }
    return table;
  }
}
