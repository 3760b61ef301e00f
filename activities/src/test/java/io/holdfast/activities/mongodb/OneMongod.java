package io.holdfast.activities.mongodb;

import io.holdfast.sandbox.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// One real `mongod` with options of the test's own, in a temporary folder; nobody sets it up.
public final class OneMongod implements AutoCloseable {
  private static final String READY = "Waiting for connections";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final int port;
  private final Process process;
  private final Thread lastResort;

  private OneMongod(Path mongod, List<String> options) throws IOException {
    this.directory = Files.createTempDirectory("holdfast-mongod-");
    this.port = FreePorts.fill(Collections.nCopies(1, 0)).getFirst();
    Files.createDirectory(directory.resolve("data"));
    List<String> command = new ArrayList<>(List.of(mongod.toString(), "--bind_ip", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port), "--nounixsocket"));
    command.addAll(List.of("--dbpath", directory.resolve("data").toString()));
    command.addAll(List.of("--oplogSize", "64", "--wiredTigerCacheSizeGB", "0.25"));
    command.addAll(options);
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    this.lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /// Starts one that listens when this returns; skips the test where there is no `mongod`.
  public static OneMongod start(String... options) {
    try {
      OneMongod started = new OneMongod(RealDeployment.requireMongod(), List.of(options));
      Awaitility.await("mongod " + String.join(" ", options) + ", see " + started.directory)
          .atMost(PATIENCE)
          .until(
              () -> !started.process.isAlive() || Files.readString(started.log()).contains(READY));
      if (!started.process.isAlive()) {
        throw new IllegalStateException("mongod ended: " + Files.readString(started.log()));
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return directory.resolve("mongod.log");
  }

  /// Where it listens, on loopback.
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
