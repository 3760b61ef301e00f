package io.holdfast.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import io.holdfast.sandbox.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;

/// A `mongod` process on a data folder, with a client of it alone.
final class ServerOnDisk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> command = new ArrayList<>();
  private final Path log;
  private final int port;
  private final MongoClient client;
  private Process process;

  private ServerOnDisk(Path program, Path data, int port, List<String> options) {
    this.port = port;
    log = data.resolveSibling(data.getFileName() + ".log");
    command.addAll(List.of(program.toString(), "--dbpath", data.toString()));
    command.addAll(List.of("--port", "" + port, "--bind_ip", "127.0.0.1", "--nounixsocket"));
    command.addAll(options);
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyToClusterSettings(
                    cluster ->
                        cluster
                            .hosts(List.of(new ServerAddress("127.0.0.1", port)))
                            .mode(ClusterConnectionMode.SINGLE)
                            .serverSelectionTimeout(1, TimeUnit.SECONDS))
                .build());
    process = launch();
  }

  /// Starts one and waits until it answers.
  static ServerOnDisk start(Path program, Path data, String... options) {
    return started(new ServerOnDisk(program, data, freePort(), List.of(options)));
  }

  static int freePort() {
    return FreePorts.fill(List.of(0)).getFirst();
  }

  /// The same on a port of one's choice.
  static ServerOnDisk startAt(int port, Path program, Path data, String... options) {
    return started(new ServerOnDisk(program, data, port, List.of(options)));
  }

  /// Starts one that is not to come up.
  ///
  /// @return what it said
  static String refused(Path program, Path data) throws InterruptedException {
    try (ServerOnDisk server = new ServerOnDisk(program, data, freePort(), List.of())) {
      assertThat(server.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(server.process.exitValue()).isEqualTo(14);
      return server.output();
    }
  }

  private static ServerOnDisk started(ServerOnDisk server) {
    server.awaitAnswer();
    return server;
  }

  private Process launch() {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    await("an answer from " + command)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> !process.isAlive() || admin(new Document("ping", 1)).containsKey("ok"));
    assertThat(process.isAlive()).as(output()).isTrue();
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  MongoClient client() {
    return client;
  }

  Document admin(Document command) {
    return client.getDatabase("admin").runCommand(command);
  }

  BsonDocument raw(Document command) {
    return client.getDatabase("admin").runCommand(command, BsonDocument.class);
  }

  /// Makes it the one member of the set `files`.
  void initiate() {
    Document member = new Document("_id", 0).append("host", "127.0.0.1:" + port);
    var _ =
        admin(
            new Document(
                "replSetInitiate",
                new Document("_id", "files").append("members", List.of(member))));
    awaitPrimary();
  }

  void awaitPrimary() {
    await("a primary")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> admin(new Document("hello", 1)).getBoolean("isWritablePrimary"));
  }

  /// `kill -9`, and up again.
  void crash() {
    process.destroyForcibly().onExit().join();
    process = launch();
    awaitAnswer();
  }

  /// A clean end.
  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  int exitValue() {
    return process.exitValue();
  }
}
