package io.holdfast.cli.compare;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.cli.operation.Waiting;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.ComparisonView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.model.InstanceId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `holdfast compare`: says how an instance differs from a backup.
@Command(
    name = "compare",
    description = "Say how an instance differs from a backup. Changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast compare shop/before-upgrade shop --wait",
      "  holdfast compare shop/before-upgrade shop-clone --wait -o json"
    })
public final class CompareCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup, as INSTANCE/NAME.")
  private BackupPath backup;

  @Parameters(index = "1", paramLabel = "INSTANCE", description = "What is compared with it.")
  private InstanceId instance;

  @Option(
      names = "--wait",
      description = "Wait for the verdict; the exit code is 30 when there are differences.")
  private boolean wait;

  public CompareCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode started =
        client.post(
            Paths.compare(backup.instance(), backup.name()), new Body().with("target", instance));
    OperationView operation = read(started, OperationView.class);
    if (!wait) {
      printer().print(started, () -> CompareText.started(operation));
      return 0;
    }
    return finish(client, operation);
  }

  private int finish(RestClient client, OperationView operation) {
    JsonNode answer = Waiting.forEnd(operation.id(), client, JsonMapper.shared(), terminal());
    OperationView ended = read(answer, OperationView.class);
    if (!ended.completed()) {
      printer().print(answer, List::of);
      ended.requireCompleted();
    }
    JsonNode found = client.get(Paths.comparison(ended.id()));
    ComparisonView comparison = read(found, ComparisonView.class);
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    both.set("operation", answer);
    both.set("comparison", found);
    printer().print(both, () -> CompareText.verdict(comparison));
    return comparison.equal() ? 0 : ErrorCategory.INTEGRITY.exitCode();
  }
}
