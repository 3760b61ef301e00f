package io.holdfast.cli.operation;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.OperationView;
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

/// `holdfast cancel`: asks an operation to end and clean up.
@Command(
    name = "cancel",
    description = "Cancel a running operation.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast cancel shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE --wait")
public final class CancelCommand extends ApiCommand {
  @Parameters(paramLabel = "OPERATION", description = "Its id, as 'holdfast status' shows it.")
  private OperationId id;

  @Option(names = "--wait", description = "Wait until it has ended and cleaned up.")
  private boolean wait;

  public CancelCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode asked = client.post(Paths.cancel(id), new Body());
    JsonNode answer = wait ? Waiting.forEnd(id, client, JsonMapper.shared(), terminal()) : asked;
    printer()
        .print(
            answer,
            () ->
                List.of(
                    wait
                        ? "Operation %s ended: %s."
                            .formatted(id, read(answer, OperationView.class).state())
                        : "Operation %s was asked to end.".formatted(id),
                    "Next: holdfast describe %s says what it left behind.".formatted(id)));
    return 0;
  }
}
