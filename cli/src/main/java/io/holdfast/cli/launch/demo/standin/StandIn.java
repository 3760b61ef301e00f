package io.holdfast.cli.launch.demo.standin;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.FreePorts;
import io.holdfast.sandbox.mongod.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/// The sandbox as a `mongod` on data files of its own: a replica set of one member. Whoever
/// restores it may stop it and start it again; in the end it is ended, and by nobody's name but by
/// the process that works on the data folder.
public final class StandIn implements AutoCloseable {
  private static final String NAME = "demo";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path program;
  private final Path data;
  private final Path copy;
  private final Path log;
  private final int port;

  private StandIn(Path program, Path data, Path copy, Path log, int port) {
    this.program = program;
    this.data = data;
    this.copy = copy;
    this.log = log;
    this.port = port;
  }

  /// Starts one below a folder and makes it a replica set.
  public static StandIn start(Path folder) {
    try {
      StandIn made =
          new StandIn(
              Program.in(folder),
              Files.createDirectories(folder.resolve("data")),
              Files.createDirectories(folder.resolve("copy")),
              folder.resolve("mongod.log"),
              FreePorts.fill(List.of(0)).getFirst());
      made.launch();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() throws IOException {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", startCommand()).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || shell.exitValue() != 0) {
        shell.destroyForcibly();
        throw new IllegalStateException("the stand-in did not start; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Document member = new Document("_id", 0).append("host", "127.0.0.1:" + port);
    Document config = new Document("_id", NAME).append("members", List.of(member));
    try (MongoClient direct =
        MongoClients.create("mongodb://127.0.0.1:%d/?directConnection=true".formatted(port))) {
      var _ = direct.getDatabase("admin").runCommand(new Document("replSetInitiate", config));
    } catch (MongoException e) {
      close();
      throw e;
    }
  }

  /// The shell command that starts it and returns.
  public String startCommand() {
    return "'%s' --dbpath '%s' --port %d --replSet %s --syncdelay 5 --fork --logpath '%s' >/dev/null"
        .formatted(program, data, port, NAME, log);
  }

  /// The executable, which opens copied files too.
  public Path program() {
    return program;
  }

  public String uri() {
    return "mongodb://127.0.0.1:%d/?replicaSet=%s".formatted(port, NAME);
  }

  /// The member, as agents are told of it.
  public String member() {
    return "%s/127.0.0.1:%d".formatted(NAME, port);
  }

  /// Its data folder.
  public Path data() {
    return data;
  }

  /// Where the copy of its files goes.
  public Path copy() {
    return copy;
  }

  public String describe() {
    return "Holdfast sandbox as a mongod (no real MongoDB), one member: " + uri();
  }

  @Override
  public void close() {
    Optional<ProcessHandle> server = process();
    server.ifPresent(ProcessHandle::destroy);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (server.filter(ProcessHandle::isAlive).isPresent()) {
      if (System.nanoTime() > deadline) {
        server.ifPresent(ProcessHandle::destroyForcibly);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// The server, whoever started it. A number that was left behind may be another process by now.
  private Optional<ProcessHandle> process() {
    try {
      Path lock = data.resolve("mongod.lock");
      String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
      return pid.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(pid)).filter(this::worksHere);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean worksHere(ProcessHandle process) {
    return process.info().commandLine().filter(line -> line.contains(data.toString())).isPresent();
  }
}
