package io.holdfast.cli.launch.dev;

import io.holdfast.api.ApiProcess;
import io.holdfast.api.ApiSettings;
import io.holdfast.api.RepositoryKeyReferences;
import io.holdfast.cli.launch.temporal.DevServerProcess;
import io.holdfast.cli.launch.temporal.InMemoryTemporal;
import io.holdfast.cli.launch.temporal.Loopback;
import io.holdfast.cli.launch.temporal.TemporalServer;
import io.holdfast.cli.launch.temporal.TemporalSource;
import io.holdfast.worker.PayloadSettings;
import io.holdfast.worker.WorkerProcess;
import io.holdfast.worker.WorkerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// All of Holdfast in this process, with a Temporal beside it. Ended through the [Teardown] that it
/// was started with.
///
/// @param temporal the Temporal service
/// @param api where the API answers
/// @param repository the directory repository
/// @param worker what its worker was told, which an agent needs too
/// @param log where worker and API write their log
public record DevStack(
    TemporalServer temporal, URI api, Path repository, WorkerSettings worker, Path log) {
  private static final int TEMPORAL_PORT = 7233;
  private static final int TEMPORAL_UI_PORT = 8233;
  private static final int API_PORT = 8080;
  private static final String NAMESPACE = "default";

  /// Somebody waits at a terminal for the end; an interrupted transfer goes on at the next start.
  private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

  /// The log file in a data folder.
  public static Path logIn(Path data) {
    return data.resolve("holdfast.log");
  }

  /// Starts Temporal, then the worker, then the API.
  ///
  /// @param data must be held already
  /// @throws Teardown.Stopped when the end came meanwhile
  public static DevStack start(
      DevSettings settings, DataFolder data, TemporalSource source, Teardown teardown) {
    TemporalServer temporal = teardown.add(temporal(settings, data, source));
    temporal.awaitReady();
    Path repository = data.folder("repository");
    String repositoryUrl = repository.toUri().toString();
    String keys = settings.keyFile() == null ? "" : "file:" + settings.keyFile().toAbsolutePath();
    String sealing = PayloadSettings.sealingKeyIn(data.path().resolve("sealing.key"));
    WorkerSettings worker =
        worker(temporal.target(), repositoryUrl, PayloadSettings.withKeys(keys, sealing));
    teardown.add(WorkerProcess.start(worker));
    ApiProcess api =
        teardown.add(
            ApiProcess.start(
                new ApiSettings(
                    Loopback.ADDRESS,
                    Loopback.port(settings.apiPort(), API_PORT, "the API"),
                    temporal.target(),
                    NAMESPACE,
                    repositoryUrl,
                    new RepositoryKeyReferences(keys, sealing),
                    temporal.ui().map(URI::toString).orElse(null))));
    return new DevStack(temporal, api.uri(), repository, worker, logIn(data.path()));
  }

  private static TemporalServer temporal(
      DevSettings settings, DataFolder data, TemporalSource source) {
    int port = Loopback.port(settings.temporalPort(), TEMPORAL_PORT, "Temporal");
    return switch (source) {
      case TemporalSource.InMemory _ -> InMemoryTemporal.start(port);
      case TemporalSource.Binary(Path executable, String _) ->
          DevServerProcess.start(
              executable,
              data.path(),
              port,
              Loopback.port(settings.temporalUiPort(), TEMPORAL_UI_PORT, "the Temporal UI"));
    };
  }

  private static WorkerSettings worker(
      String target, String repositoryUrl, PayloadSettings payload) {
    WorkerSettings usual = WorkerSettings.of(target, NAMESPACE, repositoryUrl);
    return new WorkerSettings(
        target,
        NAMESPACE,
        repositoryUrl,
        true,
        usual.bulkSlots(),
        SHUTDOWN_GRACE,
        usual.cursorPoll(),
        usual.heartbeatTimeout(),
        usual.databasePatience(),
        usual.copyCommand(),
        payload);
  }
}
