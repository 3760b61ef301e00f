package io.holdfast.cli.backup;

import io.holdfast.cli.operation.CopiedCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `holdfast backup finish`: the word that the files of an external backup are copied.
@Command(
    name = "finish",
    description = "Say that all files of an external backup are copied.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast backup finish shop nightly --token shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE.1.3fa91c02",
      "  ('holdfast describe shop/nightly' shows the token of the copy in hand)"
    })
public final class FinishCommand extends CopiedCommand {
  @Parameters(paramLabel = "INSTANCE", description = "The instance that is backed up.")
  private InstanceId instance;

  @Parameters(paramLabel = "NAME", description = "The backup's name.")
  private BackupName name;

  public FinishCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode answer = client.post(Paths.finish(instance, name), new Body().with("token", token()));
    OperationView operation = read(answer, OperationView.class);
    if (!waits()) {
      printer().print(answer, () -> accepted(operation));
      return 0;
    }
    awaitEnd(
        client, operation.id(), ErrorCode.CURSOR_LOST, () -> inHand(client), FinishCommand::ended);
    return 0;
  }

  private Asked inHand(RestClient client) {
    FilesView copy =
        read(
            client.get(Paths.query(Paths.files(instance, name), Map.of("limit", 1))),
            FilesView.class);
    return new Asked(copy.token(), copy.refusal(), copy.finishCommand() + " --wait");
  }

  private static List<String> ended(OperationView operation) {
    return operation.completed()
        ? List.of("Backup %s is complete.".formatted(operation.subject()))
        : List.of();
  }

  private static List<String> accepted(OperationView operation) {
    return List.of(
        "Accepted. Backup %s is complete once its cursor is proven to have been alive."
            .formatted(operation.subject()),
        "Next: holdfast describe " + operation.subject());
  }
}
