package io.holdfast.sandbox.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One `mongod` process with a folder and a port of its own; ended by its own process handle.
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

  static MongodProcess start(Path mongod, String set, int port, Path directory) {
    try {
      Files.createDirectories(directory.resolve("data"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    List<String> command = new ArrayList<>(List.of(mongod.toString(), "--replSet", set));
    command.addAll(List.of("--port", Integer.toString(port), "--bind_ip", "127.0.0.1"));
    command.addAll(List.of("--dbpath", directory.resolve("data").toString()));
    command.addAll(List.of("--oplogSize", "128", "--wiredTigerCacheSizeGB", "0.5"));
    command.add("--nounixsocket");
    return new MongodProcess(command, directory.resolve("mongod.log"), port);
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
