package io.holdfast.cli.instance;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.Consent;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.InstanceId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `holdfast instance remove`: forgets an instance. Its backups stay and can be restored.
@Command(
    name = "remove",
    description = "Forget an instance; its backups stay.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast instance remove shop --yes")
public final class InstanceRemove extends ApiCommand {
  @Parameters(paramLabel = "INSTANCE", description = "Its name.")
  private InstanceId id;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  public InstanceRemove(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    if (!yes) {
      Consent.ask(terminal(), id, "Holdfast will no longer know the instance '%s'.".formatted(id));
    }
    JsonNode answer = client.delete(Paths.instance(id));
    printer().print(answer, () -> List.of("Instance %s is no longer registered.".formatted(id)));
    return 0;
  }
}
