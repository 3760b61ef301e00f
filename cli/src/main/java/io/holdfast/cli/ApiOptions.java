package io.holdfast.cli;

import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// The options of every command that asks the API: where it is, and what it lets in. A token is
/// never an argument, which every user of the machine could read.
public final class ApiOptions {
  /// Names the API, like the option `--api`.
  static final String VARIABLE = "HOLDFAST_API";

  /// Holds the bearer token of an API that asks for one.
  static final String TOKEN = "HOLDFAST_TOKEN";

  /// Where `holdfast server` and `holdfast dev` listen unless told otherwise.
  public static final String DEFAULT = "http://127.0.0.1:8080";

  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  private final Terminal terminal;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "The API to talk to (default: $" + VARIABLE + ", else " + DEFAULT + ").")
  private @Nullable String api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file whose first line is the API's token (default: $" + TOKEN + ").")
  private @Nullable Path tokenFile;

  public ApiOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  /// A client of the chosen API.
  public RestClient client() {
    return new RestClient(base(), token(), JsonMapper.shared());
  }

  private @Nullable String token() {
    String token = tokenFile == null ? terminal.variable(TOKEN).orElse(null) : firstLine(tokenFile);
    if (token != null && !VISIBLE.matcher(token).matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The API's token in %s is not one word of visible ASCII characters."
              .formatted(tokenFile == null ? "$" + TOKEN : tokenFile),
          "Copy it again, without quotes or spaces.");
    }
    return token;
  }

  private static String firstLine(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The token file %s cannot be read.".formatted(file),
          "--token-file names a text file that you may read; its first line is the token.",
          e);
    }
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
