package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoCommandException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.MongodWithFiles;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/// A stack, and a real replica set `shop` with some orders and an agent for each member.
final class FileRestoreRig implements AutoCloseable {
  static final int BACKED_UP = 500;

  /// A primary that is told to end waits ten seconds for a successor, also where all are told to.
  static final List<String> QUICK =
      List.of("--setParameter", "waitForStepDownOnNonCommandShutdown=false");

  final RealReplicaSet set;
  final Stack stack;
  final List<AgentHost> hosts = new ArrayList<>();
  private final Path own;
  final FileRestores calls;

  /// Of an application that is not started again because its database was restored.
  private final MongoClient application;

  /// @param options of each server
  FileRestoreRig(Path folder, int members, List<String> options) throws IOException {
    own = Files.createDirectory(folder.resolve("stack"));
    stack =
        Stack.start(
            own,
            own.resolve("repository"),
            Map.of(
                "HOLDFAST_WORKER_CURSOR_POLL",
                "500ms",
                "HOLDFAST_WORKER_HEARTBEAT_TIMEOUT",
                "10s"));
    calls = new FileRestores(stack, folder.resolve("copied"));
    List<String> all = Stream.concat(QUICK.stream(), options.stream()).toList();
    set = RealReplicaSet.start(MongodWithFiles.program(), "rs0", members, all);
    application = MongoClients.create(set.uri());
    stack.register("shop", set.uri());
    for (LocalMember member : set.members()) {
      hosts.add(new AgentHost(stack, "shop", member.host(), own, Map.of()));
    }
    write(0, BACKED_UP);
    hosts.forEach(AgentHost::awaitAgent);
  }

  /// The host of another server, with its agent.
  ///
  /// @param settings of the agent; those that name this stack, host and server are as they are here
  AgentHost host(String instance, String address, Map<String, String> settings) {
    Map<String, String> here = new HashMap<>(settings);
    here.keySet().removeAll(Set.of("HOLDFAST_TEMPORAL_ADDRESS", "HOLDFAST_REPOSITORY_URL"));
    AgentHost host = new AgentHost(stack, instance, address, own, here);
    host.awaitAgent();
    return host;
  }

  /// Inserts orders of these ids, as a majority has them.
  void write(int from, int to) {
    var _ =
        application
            .getDatabase("shop")
            .getCollection("orders")
            .withWriteConcern(WriteConcern.MAJORITY)
            .insertMany(
                IntStream.range(from, to)
                    .mapToObj(id -> new Document("_id", id).append("text", "x".repeat(id % 900)))
                    .toList());
  }

  /// The ids of the orders that the set holds.
  Set<Integer> orders() {
    Set<Integer> ids = new TreeSet<>();
    application
        .getDatabase("shop")
        .getCollection("orders")
        .find()
        .forEach(order -> ids.add(order.getInteger("_id")));
    return ids;
  }

  /// Has members elected, at least twice, so that the set is in a later term than any backup knows.
  void electSome() {
    List<LocalMember> members = set.members();
    Stream.concat(members.stream(), members.stream().limit(1)).forEach(FileRestoreRig::elect);
  }

  private static void elect(LocalMember member) {
    try (MongoClient client =
        MongoClients.create("mongodb://%s/?directConnection=true".formatted(member.host()))) {
      await("an election of " + member.host())
          .atMost(FileRestores.LIMIT)
          .ignoreException(MongoCommandException.class) // of one that is not up to date
          .until(
              () ->
                  client.getDatabase("admin").runCommand(new Document("replSetStepUp", 1)) != null);
    }
  }

  /// What lies in the data folder of each member.
  List<Map<String, String>> contents() throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    for (AgentHost host : hosts) {
      all.add(host.contents());
    }
    return all;
  }

  /// Asks for the restore of the backup.
  String restore(Map<String, ?> more) {
    return calls.restore("shop", "shop", more);
  }

  JsonNode plan() {
    return calls.plan("shop", "shop", Map.of());
  }

  JsonNode awaitCopy(String restore, int attempt) {
    return calls.awaitCopy(restore, attempt);
  }

  void copyTo(JsonNode copy) throws IOException {
    calls.copyTo(copy);
  }

  void finish(String restore, JsonNode copy) {
    calls.finish(restore, copy);
  }

  void abort(String restore) {
    calls.abort(restore);
  }

  String state(String restore) {
    return calls.look(restore).path("state").asString();
  }

  JsonNode end(String restore) {
    return calls.end(restore);
  }

  /// Waits for a success; where there is none, everything that is known is told.
  void requireCompleted(String restore) {
    JsonNode end = end(restore);
    assertThat(end.path("state").asString()).as(end + logs()).isEqualTo("completed");
  }

  String logs() {
    StringBuilder logs = new StringBuilder("\n" + stack.logs());
    hosts.forEach(host -> logs.append("\n").append(host.member()).append(host.log()));
    return logs.toString();
  }

  @Override
  public void close() {
    stack.close();
    application.close();
    hosts.forEach(AgentHost::close);
    set.close();
  }
}
