package io.holdfast.cli;

import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// The option of every command that asks the API: where it is.
public final class ApiOptions {
  /// Names the API, like the option `--api`.
  static final String VARIABLE = "HOLDFAST_API";

  /// Where `holdfast server` and `holdfast dev` listen unless told otherwise.
  public static final String DEFAULT = "http://127.0.0.1:8080";

  private final Terminal terminal;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "The API to talk to (default: $" + VARIABLE + ", else " + DEFAULT + ").")
  private @Nullable String api;

  public ApiOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  /// A client of the chosen API.
  public RestClient client() {
    return new RestClient(base(), JsonMapper.shared());
  }

  private URI base() {
    String chosen = api != null ? api : terminal.variable(VARIABLE).orElse(DEFAULT);
    try {
      URI uri = new URI(chosen.endsWith("/") ? chosen : chosen + "/");
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, like every other text that is no URL of an API.
    }
    throw new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "'%s' is not the URL of an API.".formatted(chosen),
        "Use a form like " + DEFAULT);
  }
}
