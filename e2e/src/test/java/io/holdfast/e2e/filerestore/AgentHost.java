package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.real.MongodWithFiles;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;

/// The host of one member: its data folder, its agent, and whatever server the agent has started.
public final class AgentHost implements AutoCloseable {
  private final Stack stack;
  private final String instance;
  private final MemberId member;
  private final Path dbPath;
  private final String command;
  private final Path folder;
  private final Map<String, String> more;
  private ChildProcess agent;
  private int agents;

  /// Asks the running server where its data is and how it was started, and starts the agent.
  ///
  /// @param address of the server
  /// @param more settings of the agent
  public AgentHost(
      Stack stack, String instance, String address, Path folder, Map<String, String> more) {
    this.more = Map.copyOf(more);
    this.stack = stack;
    this.instance = instance;
    this.folder = folder;
    try (MongoClient server = direct(address)) {
      Document started = admin(server, "getCmdLineOpts");
      dbPath = Path.of(started.getEmbedded(List.of("parsed", "storage", "dbPath"), String.class));
      member =
          new MemberId(
              Objects.requireNonNullElse(admin(server, "hello").getString("setName"), ""), address);
      Path log = folder.resolve("mongod-" + member.port() + ".log");
      command =
          "'%s' --fork --logpath %s --logappend"
              .formatted(String.join("' '", started.getList("argv", String.class)), log);
    }
    this.agent = start();
  }

  private static Document admin(MongoClient server, String command) {
    return server.getDatabase("admin").runCommand(new Document(command, 1));
  }

  private static MongoClient direct(String address) {
    return MongoClients.create("mongodb://" + address + "/?directConnection=true");
  }

  boolean isCursorOpen() {
    try (MongoClient server = direct(member.address())) {
      return admin(server, "serverStatus")
          .get("storageEngine", Document.class)
          .getBoolean("backupCursorOpen");
    }
  }

  /// By options, unless there are settings for what they say.
  private ChildProcess start() {
    agents++;
    Map<String, String> settings = new HashMap<>(more);
    settings.replaceAll(this::here);
    settings.put("HOLDFAST_AGENT_MONGOD", MongodWithFiles.program().toString());
    settings.put("HOLDFAST_AGENT_START", here("HOLDFAST_AGENT_START", ""));
    List<String> options =
        List.of(
            "--instance", instance, "--member", member.toString(), "--dbpath", dbPath.toString());
    return stack.agent(
        settings,
        settings.containsKey("HOLDFAST_AGENT_DBPATH") ? List.of() : options,
        folder.resolve("agent-%d-%d.log".formatted(member.port(), agents)));
  }

  private String here(String setting, String otherwise) {
    return switch (setting) {
      case "HOLDFAST_AGENT_INSTANCE" -> instance;
      case "HOLDFAST_AGENT_MEMBER" -> member.toString();
      case "HOLDFAST_AGENT_DBPATH" -> dbPath.toString();
      case "HOLDFAST_AGENT_START" -> "ulimit -S -f unlimited; " + command;
      case "HOLDFAST_AGENT_STOP" -> "kill $(cat '%s/mongod.lock')".formatted(dbPath);
      default -> otherwise;
    };
  }

  String instance() {
    return instance;
  }

  public String member() {
    return member.toString();
  }

  String set() {
    return member.replicaSet();
  }

  public Path dbPath() {
    return dbPath;
  }

  /// Where the agent keeps something in the data folder.
  Path own(String name) {
    return dbPath.resolve(".holdfast").resolve(name);
  }

  /// No restore is in hand here; what one was asked to keep may be there.
  void requireNothingLeft() {
    for (String name : List.of("restore.properties", "old", "new", "rejected")) {
      assertThat(own(name)).doesNotExist();
    }
  }

  /// How many files a restore has put here, as far as they are whole.
  long copied() throws IOException {
    return new FolderContents(dbPath.resolve(".holdfast/new")).wholeFiles();
  }

  public String log() {
    return agent.output();
  }

  /// `kill -9`, and another one in its place.
  void killAndRestart() {
    kill();
    restart();
  }

  /// `kill -9`.
  public void kill() {
    agent.kill();
  }

  public void restart() {
    agent = start();
    awaitAgent();
  }

  /// Has the agent fail when it writes files of more bytes, as on a disk that takes no more; what
  /// it starts is not limited.
  void limitFiles(String bytes) {
    List<String> limit =
        List.of("prlimit", "--pid", Long.toString(agent.pid()), "--fsize=" + bytes + ":");
    try (ChildProcess set = ChildProcess.start(limit, Map.of(), folder.resolve("limit.log"))) {
      assertThat(set.await(20)).as(set.output()).isZero();
    }
  }

  /// Waits until the agent takes tasks.
  public void awaitAgent() {
    await("the agent")
        .atMost(Duration.ofMinutes(1))
        .until(() -> !agent.isAlive() || agent.output().contains("takes tasks"));
  }

  /// Waits until the agent has written one of these stages down.
  void awaitStage(String... stages) {
    awaitMarker(
        String.join(", ", stages),
        marker -> Stream.of(stages).anyMatch(stage -> marker.contains("stage=" + stage + "\n")));
  }

  /// Waits until the agent lets the old data go, or has.
  void awaitSettling() {
    awaitMarker("settling", marker -> marker.isEmpty() || marker.contains("stage=SETTLING\n"));
  }

  private void awaitMarker(String what, Predicate<String> condition) {
    Path marker = own("restore.properties");
    await(member + " in " + what)
        .atMost(FileRestores.LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions()
        .until(() -> condition.test(Files.exists(marker) ? Files.readString(marker) : ""));
  }

  /// Has the old data be of so many files that nobody deletes them within a moment.
  void enlargeOldData() throws IOException {
    Path many = Files.createDirectory(own("old/many"));
    for (int i = 0; i < 10_000; i++) {
      var _ = Files.createFile(many.resolve("file-" + i));
    }
  }

  /// What runs on the data folder.
  RunningServer server() {
    return new RunningServer(dbPath);
  }

  /// Starts the server as the agent does.
  void startServer() {
    try (ChildProcess start =
        ChildProcess.start(
            List.of("/bin/sh", "-c", command), Map.of(), folder.resolve("start.log"))) {
      assertThat(start.await(60)).as(start.output()).isZero();
    }
  }

  /// What lies in the data folder: the digest of each file.
  Map<String, String> contents() throws IOException {
    return new FolderContents(dbPath).digests();
  }

  /// Ends the agent, and the server that it has started.
  @Override
  public void close() {
    agent.close();
    server().kill();
  }
}
