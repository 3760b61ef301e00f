package io.holdfast.cli.restore;

import io.holdfast.cli.operation.CopiedCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.OperationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `holdfast restore finish`: the word that the files of a backup are on every member.
@Command(
    name = "finish",
    description = "Say that a backup's data files are copied to every member.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast restore finish shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE \\",
      "    --token shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE.1.3fa91c02 --wait",
      "  ('holdfast describe RESTORE' shows where the files go, and the token)"
    })
public final class RestoreFinishCommand extends CopiedCommand {
  @Parameters(paramLabel = "RESTORE", description = "Its id, as 'holdfast status' shows it.")
  private OperationId id;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration file of the mongod whose files were copied, where another backup than"
              + " Holdfast's has them: how it laid them out is what opens them.")
  private @Nullable Path config;

  public RestoreFinishCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    Body body = new Body().with("token", token());
    if (config != null) {
      body.with(
          "options",
          MongodConfiguration.read(config).entrySet().stream()
              .map(option -> Map.of("name", option.getKey(), "value", option.getValue()))
              .toList());
    }
    JsonNode answer = client.post(Paths.restoreFinish(id), body);
    if (!waits()) {
      printer()
          .print(
              answer,
              () ->
                  List.of(
                      "Accepted. The files are held against the backup's list first.",
                      "Next: holdfast describe " + id));
      return 0;
    }
    awaitEnd(client, id, ErrorCode.COPY_WRONG, () -> inHand(client), RestoreFinishCommand::ended);
    return 0;
  }

  private Asked inHand(RestClient client) {
    RestoreView.Copy copy = read(client.get(Paths.restoreCopy(id)), RestoreView.Copy.class);
    String command = copy.finishCommand() + " --wait";
    return new Asked(
        copy.token(), copy.refusal(), config == null ? command : command + " -c " + config);
  }

  private static List<String> ended(OperationView operation) {
    return operation.completed()
        ? List.of("Restored %s: every member runs on its files.".formatted(operation.subject()))
        : List.of();
  }
}
