package io.holdfast.cli.launch.temporal;

import io.grpc.StatusRuntimeException;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Temporal's dev server as a child process, with its UI and a database file. Nobody else watches
/// the child: a [ChildRecord] in the data folder lets the next start end it.
public final class DevServerProcess implements TemporalServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
  private static final int LOG_TAIL = 5;

  private final Process process;
  private final ChildRecord record;
  private final Path log;
  private final int port;
  private final int uiPort;

  private DevServerProcess(Process process, ChildRecord record, Path log, int port, int uiPort) {
    this.process = process;
    this.record = record;
    this.log = log;
    this.port = port;
    this.uiPort = uiPort;
  }

  /// Starts it, and ends an orphan of an earlier start first, which would hold the database file.
  ///
  /// @param data holds the database, the log and the child's record
  public static DevServerProcess start(Path executable, Path data, int port, int uiPort) {
    var _ = endOrphan(data);
    ChildRecord record = record(data);
    Path log = data.resolve("temporal.log");
    ProcessBuilder builder =
        new ProcessBuilder(command(executable, data.resolve("temporal.db"), port, uiPort))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      record.write(process.toHandle());
      return new DevServerProcess(process, record, log, port, uiPort);
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.TEMPORAL_UNAVAILABLE,
          "%s could not be started: %s".formatted(executable, e.getMessage()),
          "Name another executable with --temporal.",
          e);
    }
  }

  /// Ends the server that an earlier process left behind in this folder, if there is one.
  ///
  /// @return whether there was
  public static boolean endOrphan(Path data) {
    return record(data).endOrphan();
  }

  private static ChildRecord record(Path data) {
    return new ChildRecord(data.resolve("temporal.pid"));
  }

  private static List<String> command(Path executable, Path database, int port, int uiPort) {
    List<String> command = new ArrayList<>();
    // Ctrl-C reaches every process of the terminal's group at once; Temporal must outlive the
    // worker's orderly end, so it gets a session of its own where that can be had.
    SETSID.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .ifPresent(command::add);
    command.addAll(
        List.of(
            executable.toString(),
            "server",
            "start-dev",
            "--ip",
            Loopback.ADDRESS,
            "--port",
            Integer.toString(port),
            "--ui-port",
            Integer.toString(uiPort),
            "--db-filename",
            database.toString(),
            "--log-level",
            "error"));
    return command;
  }

  /// The child, for those who watch it.
  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public String target() {
    return Loopback.ADDRESS + ":" + port;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(URI.create("http://" + Loopback.ADDRESS + ":" + uiPort));
  }

  @Override
  public void awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target()).build());
    try {
      while (!answers(stubs)) {
        if (System.nanoTime() > deadline || process.waitFor(POLL)) {
          throw notReady();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static boolean answers(WorkflowServiceStubs stubs) {
    try {
      var _ =
          stubs
              .blockingStub()
              .withDeadlineAfter(1, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private HoldfastException notReady() {
    String how =
        process.isAlive() ? "does not answer" : "ended with exit code " + process.exitValue();
    return new HoldfastException(
        ErrorCode.TEMPORAL_UNAVAILABLE,
        "Temporal's dev server %s. %s".formatted(how, tail()),
        "Its log is %s; '--temporal %s' does without it.".formatted(log, TemporalFinder.IN_MEMORY));
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(" ", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    var _ = process.waitFor();
  }

  @Override
  public void close() {
    ChildRecord.end(process.toHandle(), STOP_PATIENCE);
    record.delete();
  }
}
