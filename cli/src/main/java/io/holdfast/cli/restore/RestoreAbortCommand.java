package io.holdfast.cli.restore;

import io.holdfast.cli.operation.EndingCommand;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.OldData;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast restore abort`: ends a restore; where data files were being restored, the old data is
/// put back and the old servers start.
@Command(
    name = "abort",
    description = "End a restore; of data files the old data is put back.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast restore abort shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE --wait")
public final class RestoreAbortCommand extends EndingCommand {
  @Parameters(paramLabel = "RESTORE", description = "Its id, as 'holdfast status' shows it.")
  private OperationId id;

  public RestoreAbortCommand(Terminal terminal) {
    super(terminal, "Restore", "became of the old data");
  }

  @Override
  protected int run(RestClient client) {
    // Of an operation that is no restore this says so, before anything is cancelled.
    var _ = client.get(Paths.restore(id));
    return end(client, id);
  }

  @Override
  protected Optional<String> shortfall(RestClient client, OperationView ended) {
    OldData old = read(client.get(Paths.restore(id)), RestoreView.class).oldData();
    return Optional.ofNullable(old)
        .filter(known -> !known.stuck().isEmpty())
        .map(OldData::sentence);
  }
}
