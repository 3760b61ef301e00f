package io.holdfast.cli.restore;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.operation.Waiting;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.OperationId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `holdfast restore abort`: ends a restore; where data files were being restored, the old data is
/// put back and the old servers start.
@Command(
    name = "abort",
    description = "End a restore; of data files the old data is put back.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast restore abort shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE --wait")
public final class RestoreAbortCommand extends ApiCommand {
  @Parameters(paramLabel = "RESTORE", description = "Its id, as 'holdfast status' shows it.")
  private OperationId id;

  @Option(names = "--wait", description = "Wait until the old data is back.")
  private boolean wait;

  public RestoreAbortCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    // Of an operation that is no restore this says so, before anything is cancelled.
    var _ = client.get(Paths.restore(id));
    JsonNode asked = client.post(Paths.cancel(id), new Body());
    JsonNode answer = wait ? Waiting.forEnd(id, client, JsonMapper.shared(), terminal()) : asked;
    printer()
        .print(
            answer,
            () ->
                List.of(
                    wait
                        ? "Restore %s is over.".formatted(id)
                        : "Restore %s was asked to end.".formatted(id),
                    "Next: holdfast describe %s says what became of the old data.".formatted(id)));
    return 0;
  }
}
