package io.holdfast.sandbox.real;

import io.holdfast.sandbox.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A process of this machine that serves a port of 127.0.0.1, with its output in a file. Ended by
/// its own process handle.
public final class LocalServer implements AutoCloseable {
  private static final Duration UP = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int CONNECT_MILLIS = 500;

  private final List<String> command;
  private final Map<String, String> environment;
  private final int port;
  private final Path log;
  private Process process;

  private LocalServer(List<String> command, Map<String, String> environment, int port, Path log) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.port = port;
    this.log = log;
    this.process = launch();
  }

  /// Starts a server, and returns when it listens.
  ///
  /// @param environment added to this process's own
  public static LocalServer start(
      List<String> command, Map<String, String> environment, int port, Path log) {
    return new LocalServer(command, environment, port, log);
  }

  /// A port that nobody listens on.
  public static int freePort() {
    return FreePorts.fill(List.of(0)).getFirst();
  }

  /// The program that the environment variable names, else the one of this name on the PATH.
  public static Optional<Path> find(String variable, String program) {
    Stream<Path> named = Stream.ofNullable(System.getenv(variable)).map(Path::of);
    Stream<Path> onPath =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, program));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }

  private Process launch() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process started = builder.start();
      long deadline = System.nanoTime() + UP.toNanos();
      while (!listens()) {
        if (!started.isAlive() || System.nanoTime() > deadline) {
          started.destroyForcibly().onExit().join();
          throw new IllegalStateException(command + " did not start:\n" + Files.readString(log));
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// `kill -9`.
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Starts it again after [#kill], on the same port.
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }
}
