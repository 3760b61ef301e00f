package io.holdfast.e2e.stack;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;

/// Temporal, one API and one worker as processes of their own, on one repository.
public final class Stack implements AutoCloseable {
  private static final Duration UP = Duration.ofSeconds(60);

  private final Path folder;
  private final URI repository;
  private final Map<String, String> environment;
  private final TemporalServer temporal;
  private final ChildProcess api;
  private final AtomicInteger commands = new AtomicInteger();
  private final List<ChildProcess> workers = new ArrayList<>();
  private final Rest rest;
  private final URI url;
  private final Path tools;

  private Stack(Path folder, URI repository, Map<String, String> secrets) {
    this.folder = folder;
    this.repository = repository;
    temporal = TemporalServer.start(folder);
    environment = new java.util.HashMap<>(secrets);
    environment.put("HOLDFAST_TEMPORAL_ADDRESS", temporal.address());
    environment.put("HOLDFAST_REPOSITORY_URL", this.repository.toString());
    environment.put("HOLDFAST_REPOSITORY_CREATE", "true");
    tools = Launch.tools(folder.resolve("bin"));
    startWorker();
    int port = TemporalServer.freePort();
    Map<String, String> forApi = new java.util.HashMap<>(environment);
    forApi.put("HOLDFAST_API_PORT", Integer.toString(port));
    api = ChildProcess.holdfast(List.of("server"), forApi, folder.resolve("api.log"));
    url = URI.create("http://127.0.0.1:" + port);
    rest = new Rest(url);
    try {
      await("the API")
          .atMost(UP)
          .ignoreExceptions()
          .until(() -> !api.isAlive() || rest.get("/health").status() == 200);
    } catch (ConditionTimeoutException e) {
      close();
      throw e;
    }
    if (!api.isAlive()) {
      close();
      throw new IllegalStateException("the API ended:\n" + api.output());
    }
  }

  /// Starts everything, with the repository inside `folder`.
  public static Stack start(Path folder) {
    return start(folder, folder.resolve("repository"), Map.of());
  }

  /// Starts everything.
  ///
  /// @param secrets environment variables of the worker and the API
  public static Stack start(Path folder, Path repository, Map<String, String> secrets) {
    return start(folder, repository.toUri(), secrets);
  }

  /// Starts everything.
  ///
  /// @param repository the repository's URL
  /// @param secrets environment variables of the worker and the API
  public static Stack start(Path folder, URI repository, Map<String, String> secrets) {
    return new Stack(folder, repository, secrets);
  }

  public Rest rest() {
    return rest;
  }

  /// Starts a `holdfast` command that asks this API.
  public ChildProcess command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--api", url.toString()));
    return ChildProcess.holdfast(
        all, Map.of(), folder.resolve("command-" + commands.incrementAndGet() + ".log"));
  }

  /// Starts a script in a folder with `holdfast`, which asks this API, and `temporal`, both of
  /// which are on its path too.
  public ChildProcess shell(String script) {
    String bin = tools.toString();
    Map<String, String> own =
        Map.of(
            "PATH",
            bin + ":" + System.getenv("PATH"),
            "HOLDFAST_API",
            url.toString(),
            "TEMPORAL_ADDRESS",
            temporal.address());
    List<String> bash =
        List.of("bash", "-euo", "pipefail", "-c", "cd '%s'\n%s".formatted(bin, script));
    return ChildProcess.start(
        bash, own, folder.resolve("command-" + commands.incrementAndGet() + ".log"));
  }

  public TemporalServer temporal() {
    return temporal;
  }

  /// The repository's folder, where it is one.
  public Path repository() {
    return Path.of(repository);
  }

  /// Everything that API and workers have printed.
  public String logs() {
    StringBuilder all = new StringBuilder(api.output());
    workers.forEach(worker -> all.append(worker.output()));
    return all.toString();
  }

  /// `kill -9` to every worker.
  public void killWorkers() {
    workers.forEach(ChildProcess::kill);
  }

  /// Starts one more worker.
  public void startWorker() {
    Path log = folder.resolve("worker-" + workers.size() + ".log");
    workers.add(ChildProcess.holdfast(List.of("worker"), environment, log));
  }

  /// Starts an agent, which knows what the workers know.
  ///
  /// @param settings its own environment variables
  public ChildProcess agent(Map<String, String> settings, List<String> options, Path log) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.putAll(settings);
    List<String> command = new ArrayList<>(options);
    command.addFirst("agent");
    return ChildProcess.holdfast(command, all, log);
  }

  /// Registers an instance and waits until a worker has seen it.
  public void register(String instance, String connectionString) {
    Rest.Answer answer =
        rest.post(
            "/v1/instances",
            Map.of("id", instance, "engine", "mongodb", "connectionString", connectionString));
    if (answer.status() >= 300) {
      throw new IllegalStateException("not registered: " + answer);
    }
  }

  @Override
  public void close() {
    api.close();
    workers.forEach(ChildProcess::close);
    temporal.close();
  }
}
