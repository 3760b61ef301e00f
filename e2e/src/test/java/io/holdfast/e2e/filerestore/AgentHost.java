package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/// The host of one member: its data folder, its agent, and whatever server the agent has started.
final class AgentHost implements AutoCloseable {
  private final Stack stack;
  private final LocalMember member;
  private final Path dbPath;
  private final Path folder;
  private ChildProcess agent;
  private int agents;

  /// Asks the running server where its data is, and starts the agent.
  AgentHost(Stack stack, LocalMember member, Path folder) {
    this.stack = stack;
    this.member = member;
    this.folder = folder;
    this.dbPath = dbPath(member);
    this.agent = start();
  }

  private static Path dbPath(LocalMember member) {
    try (MongoClient client = MongoClients.create(direct(member))) {
      Document options = client.getDatabase("admin").runCommand(new Document("getCmdLineOpts", 1));
      return Path.of(options.getEmbedded(List.of("parsed", "storage", "dbPath"), String.class));
    }
  }

  private static String direct(LocalMember member) {
    return "mongodb://" + member.host() + "/?directConnection=true";
  }

  MongoClient client() {
    return MongoClients.create(direct(member));
  }

  private ChildProcess start() {
    agents++;
    String mongod = RealReplicaSet.find().orElseThrow().toString();
    String command =
        "%s --replSet rs0 --port %d --bind_ip 127.0.0.1 --nounixsocket --dbpath %s --oplogSize 128 --wiredTigerCacheSizeGB 0.25 --fork --logpath %s --logappend"
            .formatted(
                mongod, member.port(), dbPath, folder.resolve("mongod-" + member.id() + ".log"));
    return stack.agent(
        Map.of(
            "HOLDFAST_AGENT_INSTANCE",
            "shop",
            "HOLDFAST_AGENT_MEMBER",
            "rs0/" + member.host(),
            "HOLDFAST_AGENT_DBPATH",
            dbPath.toString(),
            "HOLDFAST_AGENT_MONGOD",
            mongod,
            "HOLDFAST_AGENT_START",
            command),
        folder.resolve("agent-%d-%d.log".formatted(member.id(), agents)));
  }

  String member() {
    return "rs0/" + member.host();
  }

  Path dbPath() {
    return dbPath;
  }

  /// No restore is in hand here; what one was asked to keep may be there.
  void requireNothingLeft() {
    for (String name : List.of("restore.properties", "old", "new", "rejected")) {
      assertThat(dbPath.resolve(".holdfast").resolve(name)).doesNotExist();
    }
  }

  String log() {
    return agent.output();
  }

  /// `kill -9`, and another one in its place.
  void killAndRestart() {
    kill();
    restart();
  }

  /// `kill -9`.
  void kill() {
    agent.kill();
  }

  void restart() {
    agent = start();
    awaitAgent();
  }

  /// Waits until the agent takes tasks.
  void awaitAgent() {
    await("the agent")
        .atMost(Duration.ofMinutes(1))
        .until(() -> !agent.isAlive() || agent.output().contains("takes tasks"));
  }

  /// Ends the agent, and the server that it has started.
  @Override
  public void close() {
    agent.close();
    Path lock = dbPath.resolve("mongod.lock");
    try {
      if (Files.exists(lock)) {
        String pid = Files.readString(lock).strip();
        if (!pid.isEmpty()) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(AgentHost::end);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(ProcessHandle server) {
    server.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
  }
}
