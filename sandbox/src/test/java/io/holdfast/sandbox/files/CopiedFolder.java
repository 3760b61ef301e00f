package io.holdfast.sandbox.files;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.ObjectId;

/// Copied files on their way to a time: steps 3 to 6 of `docs/runbook/external-restore.md`.
final class CopiedFolder {
  private final Path program;
  private final Path data;

  CopiedFolder(Path program, Path data) {
    this.program = program;
    this.data = data;
  }

  /// Forgets the replica set, and says where the oplog is to end.
  void cut(BsonTimestamp time) {
    cut(time, _ -> {});
  }

  /// The same with more to do in the same server.
  void cut(BsonTimestamp time, Consumer<MongoClient> more) {
    look(
        client -> {
          cut(client.getDatabase("local"), time);
          more.accept(client);
        });
  }

  private static void cut(MongoDatabase local, BsonTimestamp time) {
    for (String name :
        List.of(
            "replset.minvalid",
            "replset.oplogTruncateAfterPoint",
            "replset.election",
            "system.replset")) {
      var _ = local.getCollection(name).deleteMany(new Document());
    }
    var _ =
        local
            .getCollection("replset.minvalid")
            .insertOne(
                new Document("_id", new ObjectId())
                    .append("t", -1L)
                    .append("ts", new BsonTimestamp(0, 1)));
    var _ =
        local
            .getCollection("replset.oplogTruncateAfterPoint")
            .insertOne(
                new Document("_id", "oplogTruncateAfterPoint")
                    .append("oplogTruncateAfterPoint", time));
  }

  /// Applies what is left of the oplog; a server that does takes no writes.
  void apply() {
    try (ServerOnDisk applying =
        ServerOnDisk.start(
            program,
            data,
            "--setParameter",
            "recoverFromOplogAsStandalone=true",
            "--setParameter",
            "takeUnstableCheckpointOnShutdown=true")) {
      DataFilesContract.assertRefused(
          20, () -> applying.client().getDatabase("shop").createCollection("refused"));
    }
  }

  /// Becomes a member of the set `files`, whose members are at these ports.
  static void configure(MongoClient client, List<Integer> ports) {
    List<Document> members = new ArrayList<>();
    for (int port : ports) {
      members.add(new Document("_id", members.size()).append("host", "127.0.0.1:" + port));
    }
    var _ =
        client
            .getDatabase("local")
            .getCollection("system.replset")
            .insertOne(
                new Document("_id", "files")
                    .append("version", 1)
                    .append("protocolVersion", 1L)
                    .append("members", members)
                    .append("settings", new Document("electionTimeoutMillis", 1000)));
  }

  /// Starts it standalone.
  void look(Consumer<MongoClient> work) {
    try (ServerOnDisk alone =
        ServerOnDisk.start(
            program, data, "--setParameter", "disableLogicalSessionCacheRefresh=true")) {
      work.accept(alone.client());
    }
  }

  /// The time of the oplog's last entry.
  static BsonTimestamp newest(MongoClient client) {
    Document last =
        client
            .getDatabase("local")
            .getCollection("oplog.rs")
            .find()
            .sort(new Document("$natural", -1))
            .first();
    return Objects.requireNonNull(last, "an entry").get("ts", BsonTimestamp.class);
  }
}
