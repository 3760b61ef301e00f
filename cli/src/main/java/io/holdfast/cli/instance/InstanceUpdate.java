package io.holdfast.cli.instance;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `holdfast instance update`: changes what is known of an instance; what is not named stays.
@Command(
    name = "update",
    description = "Change what is registered of an instance; what is not named stays.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast instance update shop --connection-string 'mongodb://10.0.0.7/?replicaSet=rs0'",
      "  holdfast instance update shop --user holdfast --password-from env:SHOP_PASSWORD",
      "  holdfast instance update shop --ask-password",
      "  holdfast instance update shop --description ''"
    })
public final class InstanceUpdate extends ApiCommand {
  @Parameters(paramLabel = "INSTANCE", description = "Its name, which stays.")
  private InstanceId id;

  @Option(
      names = "--connection-string",
      paramLabel = "CONNECTION_STRING",
      description = "A mongodb:// or mongodb+srv:// string without a password.")
  private @Nullable String connectionString;

  @Option(names = "--user", description = "The database user; the password stays if none is given.")
  private @Nullable String user;

  @ArgGroup(exclusive = true)
  private PasswordSource password = new PasswordSource();

  @Option(names = "--ask-password", description = "Ask for the password, which is kept sealed.")
  private boolean ask;

  @Option(
      names = "--auth-db",
      paramLabel = "NAME",
      description = "The database that knows the user.")
  private @Nullable String authDatabase;

  @Option(names = "--no-login", description = "Log in no more.")
  private boolean noLogin;

  @Option(names = "--description", paramLabel = "TEXT", description = "Free text; '' for none.")
  private @Nullable String description;

  public InstanceUpdate(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    Body login = login();
    Body change =
        new Body().with("connectionString", connectionString).with("description", description);
    if (noLogin) {
      requireNoLogin(login);
      change.without("credentials");
    } else if (!login.isEmpty()) {
      change.with("credentials", login);
    }
    if (change.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "Nothing is named that would change.",
          "'holdfast instance update --help' shows what can be.");
    }
    JsonNode changed = client.patch(Paths.instance(id), change);
    printer()
        .print(
            changed,
            () ->
                List.of(
                    "Instance %s is changed.".formatted(id),
                    "Next: holdfast instance show %s looks whether it can be reached"
                        .formatted(id)));
    return 0;
  }

  private Body login() {
    Body login = new Body().with("username", user).with("authDatabase", authDatabase);
    return password.isNamed() || ask ? password.addTo(login, terminal()) : login;
  }

  private static void requireNoLogin(Body login) {
    if (!login.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "--no-login is given together with a login.",
          "Give one or the other.");
    }
  }
}
