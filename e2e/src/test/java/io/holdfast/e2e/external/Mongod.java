package io.holdfast.e2e.external;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.sandbox.real.MongodWithFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;

/// A standalone `mongod` on a data folder, without a replica set.
public final class Mongod implements AutoCloseable {
  /// Options of a server with a journal that is copied and compared at once.
  public static final List<String> SMALL_JOURNAL = journal("file_max=1MB,prealloc=false");

  private final ChildProcess process;
  private final int port;
  private final MongoClient client;

  private Mongod(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
    this.client = MongoClients.create(uri());
  }

  /// @param settings as WiredTiger has them
  public static List<String> journal(String settings) {
    return List.of("--wiredTigerEngineConfigString", "log=(%s)".formatted(settings));
  }

  /// Starts one and waits until it answers.
  ///
  /// @param parameters of `--setParameter`
  public static Mongod start(Path data, String... parameters) {
    return start(
        data,
        Stream.of(parameters)
            .flatMap(parameter -> Stream.of("--setParameter", parameter))
            .toList());
  }

  /// Starts one and waits until it answers.
  ///
  /// @param options of its command line, beside those that every one has
  public static Mongod start(Path data, List<String> options) {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(MongodWithFiles.program().toString());
    command.addAll(List.of("--dbpath", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--bind_ip", "127.0.0.1", "--nounixsocket"));
    command.addAll(options);
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Mongod started = new Mongod(ChildProcess.start(command, Map.of(), log), port);
    await("mongod on " + data)
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> !started.process.isAlive() || started.answers());
    if (!started.process.isAlive()) {
      throw new IllegalStateException("mongod ended:\n" + started.process.output());
    }
    return started;
  }

  private boolean answers() {
    return client.getDatabase("admin").runCommand(new Document("ping", 1)).containsKey("ok");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String uri() {
    return "mongodb://" + address() + "/?directConnection=true";
  }

  /// `host:port`
  public String address() {
    return "127.0.0.1:" + port;
  }

  public MongoClient client() {
    return client;
  }

  /// Shuts it down cleanly.
  @Override
  public void close() {
    client.close();
    process.close();
  }
}
