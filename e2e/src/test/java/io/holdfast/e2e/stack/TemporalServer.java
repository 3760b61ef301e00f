package io.holdfast.e2e.stack;

import static org.awaitility.Awaitility.await;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real Temporal dev server with a database file, which can be killed and started again on the
/// same port and file.
public final class TemporalServer implements AutoCloseable {
  private final Path binary;
  private final Path folder;
  private final int port;
  private ChildProcess process;

  private TemporalServer(Path binary, Path folder, int port) {
    this.binary = binary;
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /// Starts one; skips the test where there is none, or fails it when
  /// `HOLDFAST_IT_REQUIRE=temporal` says that there must be.
  public static TemporalServer start(Path folder) {
    return new TemporalServer(required(), folder, freePort());
  }

  /// The executable; skips or fails the test where there is none, as [#start] does.
  public static Path required() {
    Optional<Path> binary = find();
    String reason = "needs a real Temporal dev server";
    if (binary.isEmpty()
        && System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "").contains("temporal")) {
      throw new IllegalStateException(reason);
    }
    Assumptions.assumeTrue(binary.isPresent(), reason);
    return binary.orElseThrow();
  }

  private static Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("HOLDFAST_TEMPORAL")).map(Path::of);
    Stream<Path> onPath =
        Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "temporal"));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }

  private ChildProcess launch() {
    ChildProcess started =
        ChildProcess.start(
            List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--http-port",
                Integer.toString(freePort()),
                "--metrics-port",
                Integer.toString(freePort()),
                "--headless",
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                // It outlives a killed process, which is all that is asked of it here.
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=OFF",
                "--log-level",
                "error"),
            Map.of(),
            folder.resolve("temporal.log"));
    await("Temporal's dev server")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !started.isAlive() || listens(port));
    if (!started.isAlive()) {
      throw new IllegalStateException("the dev server ended:\n" + started.output());
    }
    return started;
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// A port that was free a moment ago.
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /// `kill -9`.
  public void kill() {
    process.kill();
  }

  /// Starts it again after [#kill], with the database file it had.
  public void restart() {
    process = launch();
  }

  /// Has `act` do something to the newest run of a workflow, from outside.
  public void workflow(String id, Consumer<WorkflowStub> act) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    try {
      act.accept(WorkflowClient.newInstance(service).newUntypedWorkflowStub(id));
    } finally {
      service.shutdownNow();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
