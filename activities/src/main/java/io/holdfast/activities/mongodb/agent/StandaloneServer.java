package io.holdfast.activities.mongodb.agent;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// A `mongod` of the agent's own on the copied files: without replica set, login or TLS, on a
/// loopback port that nobody else knows. Closing it shuts it down cleanly.
final class StandaloneServer implements AutoCloseable {
  /// How the names of what it leaves beside the files begin.
  static final String PREFIX = "standalone.";

  private static final int SELECTION_SECONDS = 2;

  private final AgentSettings settings;
  private final Process process;
  private final MongoClient client;
  private final Wait wait;

  private StandaloneServer(AgentSettings settings, Process process, MongoClient client, Wait wait) {
    this.settings = settings;
    this.process = process;
    this.client = client;
    this.wait = wait;
  }

  /// Starts it and waits until it answers.
  ///
  /// @param options that the files need, as a configuration file has them
  /// @param parameters of `setParameter` that are to be true
  /// @throws HoldfastException SERVER_CONTROL_FAILED
  static StandaloneServer start(
      AgentSettings settings,
      DataFolder folder,
      BsonDocument options,
      List<String> parameters,
      Heartbeat heartbeat)
      throws IOException {
    int port = freePort();
    Path file = folder.own().resolve(PREFIX + "json");
    Path log = folder.own().resolve(PREFIX + "log");
    Files.writeString(file, configuration(folder, options, port, log, parameters).toJson());
    List<String> command = new ArrayList<>(List.of(settings.mongod(), "--config", file.toString()));
    command.addAll(settings.mongodOptions());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Wait wait = new Wait(heartbeat, "recover", settings.patience());
    StandaloneServer server = new StandaloneServer(settings, process, client(port), wait);
    try {
      boolean answered = wait.until(() -> !process.isAlive() || server.answers());
      if (!answered || !process.isAlive()) {
        throw failed(settings, "did not open the copied files", log);
      }
      return server;
    } catch (RuntimeException e) {
      server.abandon();
      throw e;
    }
  }

  /// Expired documents are of the backup, too: without a replica set each member would delete them
  /// for itself, at another moment, and nobody would hear of it.
  static BsonDocument configuration(
      DataFolder folder, BsonDocument options, int port, Path log, List<String> parameters) {
    BsonDocument parameter = new BsonDocument("ttlMonitorEnabled", BsonBoolean.FALSE);
    parameters.forEach(name -> parameter.append(name, BsonBoolean.TRUE));
    BsonDocument net =
        new BsonDocument("port", new BsonInt32(port))
            .append("bindIp", new BsonString("127.0.0.1"))
            .append("unixDomainSocket", new BsonDocument("enabled", BsonBoolean.FALSE));
    BsonDocument logging =
        new BsonDocument("destination", new BsonString("file"))
            .append("path", new BsonString(log.toString()))
            .append("logAppend", BsonBoolean.TRUE);
    options.getDocument("storage").append("dbPath", new BsonString(folder.newData().toString()));
    return options
        .append("net", net)
        .append("systemLog", logging)
        .append("setParameter", parameter);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Says what it wants, since the files may hold defaults that a server by itself cannot meet.
  private static MongoClient client(int port) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .writeConcern(WriteConcern.W1)
            .readConcern(ReadConcern.LOCAL)
            .applyToClusterSettings(
                cluster ->
                    cluster
                        .hosts(List.of(new ServerAddress("127.0.0.1", port)))
                        .mode(ClusterConnectionMode.SINGLE)
                        .serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS))
            .build());
  }

  private boolean answers() {
    try {
      var _ = client.getDatabase("admin").runCommand(new BsonDocument("ping", new BsonInt32(1)));
      return true;
    } catch (MongoException e) {
      return false;
    }
  }

  MongoClient client() {
    return client;
  }

  /// Ends a server that an agent which was killed has left on the copied files.
  ///
  /// @throws HoldfastException MEMBER_UNFIT when somebody else's server works on them
  static void endLeft(AgentSettings settings, DataFolder folder, Heartbeat heartbeat)
      throws IOException {
    LockFile lock = new LockFile(folder.newData());
    if (!(lock.holder() instanceof Holder.Server(ProcessHandle left))) {
      return; // the number came with the copy, and is another process here
    }
    Wait wait = new Wait(heartbeat, "recover", settings.patience());
    if (!worksBelow(left, folder.own().resolve(PREFIX + "json"))) {
      // One that is ending shows no command line any more, and holds its files a moment longer.
      if (left.info().commandLine().isEmpty()
          && wait.until(() -> !(lock.holder() instanceof Holder.Server))) {
        return;
      }
      throw Unfit.because(
          settings.member(),
          "somebody else's server runs on the copied files, as process %d.".formatted(left.pid()),
          "Shut it down.");
    }
    var _ = left.destroy();
    if (!wait.until(() -> !left.isAlive())) {
      var _ = left.destroyForcibly();
    }
  }

  private static boolean worksBelow(ProcessHandle process, Path path) {
    return process.info().commandLine().filter(line -> line.contains(path.toString())).isPresent();
  }

  /// Shuts it down; whatever it had in memory is on disk then.
  ///
  /// @throws HoldfastException SERVER_CONTROL_FAILED when it did not end cleanly
  void shutDown() throws IOException {
    client.close();
    process.destroy();
    boolean ended = wait.until(() -> !process.isAlive());
    if (!ended || process.exitValue() != 0) {
      throw failed(settings, "did not shut down cleanly", null);
    }
  }

  /// Ends it, whatever becomes of the files: they are worked on again from the beginning.
  private void abandon() {
    client.close();
    process.destroyForcibly();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      abandon();
    }
  }

  private static HoldfastException failed(AgentSettings settings, String what, @Nullable Path log) {
    return new HoldfastException(
        ErrorCode.SERVER_CONTROL_FAILED,
        "%s: the server that recovers the files %s.".formatted(settings.member(), what),
        log == null
            ? "It is tried again."
            : "See %s on that host. Files open with the backup's version, storage options and key only."
                .formatted(log));
  }
}
