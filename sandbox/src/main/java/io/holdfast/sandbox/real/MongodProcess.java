package io.holdfast.sandbox.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One `mongod` or `mongos` process with a folder and a port of its own; ended by its own process
/// handle.
final class MongodProcess {
  private final List<String> command;
  private final Path log;
  private final int port;
  private Process process;

  private MongodProcess(List<String> command, Path log, int port) {
    this.command = command;
    this.log = log;
    this.port = port;
    this.process = launch();
  }

  /// @param role options of a member of a sharded cluster: what it is told that it is, and more
  static MongodProcess start(Path mongod, String set, int port, Path directory, List<String> role) {
    List<String> command = new ArrayList<>(List.of(mongod.toString(), "--replSet", set));
    command.addAll(role);
    command.addAll(listening(port));
    command.addAll(List.of("--dbpath", create(directory.resolve("data")).toString()));
    command.addAll(List.of("--oplogSize", "128", "--wiredTigerCacheSizeGB", "0.5"));
    return new MongodProcess(command, directory.resolve("mongod.log"), port);
  }

  /// @param config the config servers, as `set/host:port`
  /// @param more options
  static MongodProcess router(
      Path mongos, String config, int port, Path directory, List<String> more) {
    List<String> command = new ArrayList<>(List.of(mongos.toString(), "--configdb", config));
    command.addAll(more);
    command.addAll(listening(port));
    return new MongodProcess(command, create(directory).resolve("mongos.log"), port);
  }

  private static List<String> listening(int port) {
    return List.of("--port", Integer.toString(port), "--bind_ip", "127.0.0.1", "--nounixsocket");
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Process launch() {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), failed);
    }
  }

  int port() {
    return port;
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void restart() {
    if (!isAlive()) {
      process = launch();
    }
  }

  /// Ends it at once and waits until it is gone.
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
