package io.holdfast.cli.operation;

import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.OperationId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast cancel`: asks an operation to end and clean up.
@Command(
    name = "cancel",
    description = "Cancel a running operation.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast cancel shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE --wait")
public final class CancelCommand extends EndingCommand {
  @Parameters(paramLabel = "OPERATION", description = "Its id, as 'holdfast status' shows it.")
  private OperationId id;

  public CancelCommand(Terminal terminal) {
    super(terminal, "Operation", "it left behind");
  }

  @Override
  protected int run(RestClient client) {
    return end(client, id);
  }
}
