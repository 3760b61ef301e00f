package io.holdfast.cli.instance;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `holdfast instance add`: makes an instance known.
@Command(
    name = "add",
    description = "Register an instance.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast instance add shop 'mongodb://10.0.0.1,10.0.0.2/?replicaSet=rs0'",
      "  holdfast instance add shop 'mongodb://db1/?replicaSet=rs0' --user holdfast"
          + " --password-from env:SHOP_PASSWORD",
      "  holdfast instance add shop 'mongodb://db1/?replicaSet=rs0' --user holdfast",
      "    (asks for the password, which is kept sealed)"
    })
public final class InstanceAdd extends ApiCommand {
  @Parameters(index = "0", paramLabel = "INSTANCE", description = "Its name: a-z, 0-9 and '-'.")
  private InstanceId id;

  @Parameters(
      index = "1",
      paramLabel = "CONNECTION_STRING",
      description = "A mongodb:// or mongodb+srv:// string without a password.")
  private String connectionString;

  @ArgGroup(exclusive = false)
  private @Nullable Login login;

  @Option(names = "--description", paramLabel = "TEXT", description = "Free text.")
  private @Nullable String description;

  /// Who logs in.
  static final class Login {
    @Option(names = "--user", required = true, description = "The database user.")
    private @Nullable String user;

    @ArgGroup(exclusive = true)
    private PasswordSource password = new PasswordSource();

    @Option(
        names = "--auth-db",
        paramLabel = "NAME",
        description = "The database that knows the user (default: admin).")
    private @Nullable String authDatabase;

    Body body(Terminal terminal) {
      return password.addTo(
          new Body().with("username", user).with("authDatabase", authDatabase), terminal);
    }
  }

  public InstanceAdd(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode added =
        client.post(
            Paths.INSTANCES,
            new Body()
                .with("id", id)
                .with("connectionString", connectionString)
                .with("credentials", login == null ? null : login.body(terminal()))
                .with("description", description));
    printer().print(added, () -> lines(added));
    return 0;
  }

  private List<String> lines(JsonNode added) {
    List<String> lines = new ArrayList<>();
    lines.add("Instance %s is registered.".formatted(id));
    for (JsonNode other : added.path("sharesHostsWith")) {
      lines.add(
          "Note: %s has the same hosts. One name for a deployment is enough; operations on two are"
                  .formatted(other.asString())
              + " refused while one runs.");
    }
    lines.add("Next: holdfast instance show %s looks whether it can be reached".formatted(id));
    lines.add("      holdfast backup %s --wait".formatted(id));
    return lines;
  }
}
