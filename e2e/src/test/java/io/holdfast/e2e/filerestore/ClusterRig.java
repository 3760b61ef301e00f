package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.external.BusyWriter;
import io.holdfast.e2e.external.Mongod;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.MongodWithFiles;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/// A stack, a sharded cluster `shop` of two shards with agents for its members, and two backups
/// that were made of it while it was written to: `files`, which a person copied, and `uploaded`,
/// whose files the agents uploaded, though one of them was killed in the middle.
final class ClusterRig implements AutoCloseable {
  static final String UPLOADED = "uploaded";

  /// For all agents together: slow enough for one to be killed in the middle.
  private static final Map<String, ?> SLOWLY = Map.of("maxBytesPerSecond", 30_000_000);

  final Stack stack;
  final RealShardedCluster cluster;
  final FileRestores calls;

  /// What the cluster held at the time of `files`: the length of each text by id.
  final Map<Integer, Integer> backedUp;

  /// The same of `uploaded`.
  final Map<Integer, Integer> uploaded;

  /// Whether the balancer ran while the backup waited for the copy.
  boolean balancedMeanwhile;

  private final Path own;
  private final List<AgentHost> hosts = new ArrayList<>();

  ClusterRig(Path folder) throws IOException, InterruptedException {
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
    cluster = start("x");
    shard();
    join("shop", cluster);
    try (BusyWriter writer = new BusyWriter(cluster.uri())) {
      await().atMost(FileRestores.LIMIT).until(() -> writer.written() > 100);
      var _ = calls.backUp("shop", () -> balancedMeanwhile = isBalancing(cluster));
      awaitAgents();
      upload();
      writer.stop();
      backedUp = heldAt("files");
      uploaded = heldAt(UPLOADED);
    }
  }

  /// A cluster of two shards whose servers stop at once and have a journal that takes a moment.
  static RealShardedCluster start(String prefix) {
    List<String> data =
        Stream.concat(FileRestoreRig.QUICK.stream(), Mongod.journal("file_max=32MB").stream())
            .toList();
    return RealShardedCluster.start(MongodWithFiles.program(), prefix, 2, 1, data);
  }

  /// One of the agents is killed when some is uploaded, and goes on from there.
  private void upload() throws IOException {
    String operation = calls.upload("shop", UPLOADED, SLOWLY);
    AgentHost victim = hosts.getFirst();
    UploadedFiles files = new UploadedFiles(stack.repository(), operation, UPLOADED, victim.set());
    await("objects to be uploaded")
        .atMost(FileRestores.LIMIT)
        // A folder may change while it is walked.
        .ignoreExceptions()
        .until(() -> files.noted() > 1);
    victim.kill();
    long noted = files.noted();
    Map<Path, FileTime> before = files.objects();
    victim.restart();
    requireCompleted(operation);
    Map<Path, FileTime> after = files.objects();
    assertThat(noted).as("of " + after).isBetween(2L, after.size() - 1L);
    before.entrySet().retainAll(after.entrySet());
    assertThat(before).as("not uploaded again").hasSizeGreaterThanOrEqualTo((int) noted);
  }

  /// Registers a cluster, and starts an agent for each of its members.
  void join(String instance, RealShardedCluster joining) {
    stack.register(instance, joining.uri());
    Stream.concat(joining.shards().stream(), Stream.of(joining.configServers()))
        .flatMap(set -> set.members().stream())
        .map(LocalMember::host)
        .forEach(address -> hosts.add(new AgentHost(stack, instance, address, own, Map.of())));
  }

  /// Ends the agents of an instance, and the servers that they have started.
  void leave(String instance) {
    List<AgentHost> leaving =
        hosts.stream().filter(host -> host.instance().equals(instance)).toList();
    leaving.forEach(AgentHost::close);
    hosts.removeAll(leaving);
  }

  void awaitAgents() {
    hosts.forEach(AgentHost::awaitAgent);
  }

  private void shard() {
    try (MongoClient router = MongoClients.create(cluster.uri())) {
      var admin = router.getDatabase("admin");
      var _ = admin.runCommand(new Document("enableSharding", "shop"));
      Document key = new Document("_id", "hashed");
      var _ = admin.runCommand(new Document("shardCollection", "shop.orders").append("key", key));
    }
  }

  /// What the shards held at a backup's time, by their own oplogs: the length of each text by id.
  private Map<Integer, Integer> heldAt(String backup) {
    BsonTimestamp time = times(backup).iterator().next();
    Map<Integer, Integer> held = new TreeMap<>();
    for (RealReplicaSet shard : cluster.shards()) {
      try (MongoClient server = MongoClients.create(shard.uri())) {
        Map<Integer, Integer> part = BusyWriter.ordersAt(server, time);
        assertThat(part).as(shard.name()).hasSizeGreaterThan(20);
        held.putAll(part);
      }
    }
    return held;
  }

  /// The times of the files of a backup's sets.
  Set<BsonTimestamp> times(String backup) {
    Set<BsonTimestamp> times = new HashSet<>();
    for (JsonNode node : calls.files("shop", backup).path("nodes")) {
      JsonNode point = node.path("pointInTime");
      times.add(new BsonTimestamp(point.path("seconds").asInt(), point.path("increment").asInt()));
    }
    return times;
  }

  /// The host of a set's only member.
  AgentHost host(RealReplicaSet set) {
    return hosts.stream().filter(host -> host.set().equals(set.name())).findFirst().orElseThrow();
  }

  /// Addresses of the members that have a backup cursor open.
  List<String> withCursors() {
    return hosts.stream().filter(AgentHost::isCursorOpen).map(AgentHost::member).toList();
  }

  /// What a cluster holds, by its router.
  static Map<Integer, Integer> orders(RealShardedCluster asked) {
    try (MongoClient router = MongoClients.create(asked.uri())) {
      return BusyWriter.ordersIn(router);
    }
  }

  /// Inserts orders that no backup has, spread over the shards.
  static void write(RealShardedCluster into, int from, int to) {
    try (MongoClient router = MongoClients.create(into.uri())) {
      var _ =
          router
              .getDatabase("shop")
              .getCollection("orders")
              .insertMany(
                  IntStream.range(from, to)
                      .mapToObj(id -> new Document("_id", id).append("text", "late"))
                      .toList());
    }
  }

  /// The shards' addresses, as the cluster's own metadata has them.
  static List<String> shardHosts(RealShardedCluster asked) {
    try (MongoClient router = MongoClients.create(asked.uri())) {
      List<String> found = new ArrayList<>();
      router
          .getDatabase("config")
          .getCollection("shards")
          .find()
          .forEach(shard -> found.add(shard.getString("host")));
      return found;
    }
  }

  static boolean isBalancing(RealShardedCluster asked) {
    try (MongoClient router = MongoClients.create(asked.uri())) {
      Document status = router.getDatabase("admin").runCommand(new Document("balancerStatus", 1));
      return status.getString("mode").equals("full");
    }
  }

  /// Waits for a success; where there is none, everything that is known is told.
  void requireCompleted(String restore) {
    JsonNode end = calls.end(restore);
    assertThat(end.path("state").asString()).as(end + logs()).isEqualTo("completed");
  }

  private String logs() {
    StringBuilder logs = new StringBuilder("\n" + stack.logs());
    hosts.forEach(host -> logs.append("\n").append(host.member()).append(host.log()));
    return logs.toString();
  }

  @Override
  public void close() {
    stack.close();
    hosts.forEach(AgentHost::close);
    cluster.close();
  }
}
