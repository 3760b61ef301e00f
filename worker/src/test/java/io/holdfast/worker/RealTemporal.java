package io.holdfast.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Temporal's own dev server, from `HOLDFAST_TEMPORAL` or the PATH. Where there is none the test is
/// skipped, or fails if `HOLDFAST_IT_REQUIRE` names `temporal`.
final class RealTemporal implements AutoCloseable {
  private final Process process;
  private final String address;

  private RealTemporal(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static RealTemporal start(Path folder) throws IOException {
    Optional<Path> binary = binary();
    if (!System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "").contains("temporal")) {
      Assumptions.assumeTrue(binary.isPresent(), "needs a real Temporal dev server");
    }
    String port = freePort();
    Process process =
        new ProcessBuilder(
                binary.orElseThrow().toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--http-port=" + freePort(),
                "--metrics-port=" + freePort(),
                "--log-level=error",
                "--db-filename=" + folder.resolve("temporal.db"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("temporal.log").toFile())
            .start();
    return new RealTemporal(process, "127.0.0.1:" + port);
  }

  private static Optional<Path> binary() {
    Stream<Path> named = Stream.ofNullable(System.getenv("HOLDFAST_TEMPORAL")).map(Path::of);
    Stream<Path> onPath =
        Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, "temporal"));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
