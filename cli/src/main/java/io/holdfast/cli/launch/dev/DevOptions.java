package io.holdfast.cli.launch.dev;

import io.holdfast.cli.launch.temporal.TemporalFinder;
import io.holdfast.cli.terminal.Terminal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a command that brings its own Temporal, worker and API.
public final class DevOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: a folder below ~/.holdfast).")
  private @Nullable Path data;

  @Option(
      names = "--temporal",
      paramLabel = "PATH",
      description =
          "The 'temporal' executable, or '"
              + TemporalFinder.IN_MEMORY
              + "' (default: $"
              + TemporalFinder.VARIABLE
              + ", else one is found or fetched).")
  private @Nullable String temporal;

  @Option(names = "--port", paramLabel = "PORT", description = "The API's port (default: 8080).")
  private @Nullable Integer apiPort;

  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      description = "Temporal's port (default: 7233).")
  private @Nullable Integer temporalPort;

  @Option(
      names = "--temporal-ui-port",
      paramLabel = "PORT",
      description = "The Temporal UI's port (default: 8233).")
  private @Nullable Integer temporalUiPort;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Encrypt the repository with the key in this file.")
  private @Nullable Path keyFile;

  /// What was chosen.
  ///
  /// @param folder the name of the usual data folder
  public DevSettings settings(Terminal terminal, String folder) {
    Path kept = data == null ? DataFolder.usual(terminal.env(), folder) : data.toAbsolutePath();
    return new DevSettings(kept, temporal, apiPort, temporalPort, temporalUiPort, keyFile);
  }
}
