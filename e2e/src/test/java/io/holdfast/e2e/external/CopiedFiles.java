package io.holdfast.e2e.external;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.ObjectId;
import tools.jackson.databind.JsonNode;

/// The files of an external backup, copied by hand and brought back by hand: what
/// `docs/runbook/external-restore.md` tells people to do, step by step.
final class CopiedFiles {
  private final Path data;
  private final BsonTimestamp time;

  private CopiedFiles(Path data, BsonTimestamp time) {
    this.data = data;
    this.time = time;
  }

  /// Copies what the API lists with `cp`, while the server goes on.
  static CopiedFiles copy(JsonNode files, Path data) throws IOException, InterruptedException {
    return copy(files, files.path("nodes").get(0), data);
  }

  /// The same of one of many nodes.
  static CopiedFiles copy(JsonNode files, JsonNode node, Path data)
      throws IOException, InterruptedException {
    Path source = Path.of(node.path("dbPath").asString());
    for (JsonNode file : files.at("/files/items")) {
      if (!file.path("address").equals(node.path("address"))) {
        continue;
      }
      Path target = data.resolve(file.path("path").asString());
      Files.createDirectories(target.getParent());
      Process cp =
          new ProcessBuilder(
                  List.of(
                      "cp", source.resolve(file.path("path").asString()).toString(), "" + target))
              .start();
      if (cp.waitFor() != 0 || Files.size(target) < file.path("size").asLong(0)) {
        throw new IOException("not copied whole: " + file);
      }
    }
    return at(node, data);
  }

  /// The files that somebody else has copied from `node`.
  static CopiedFiles at(JsonNode node, Path data) {
    JsonNode point = node.path("pointInTime");
    return new CopiedFiles(
        data, new BsonTimestamp(point.path("seconds").asInt(), point.path("increment").asInt()));
  }

  BsonTimestamp time() {
    return time;
  }

  /// Steps 3 to 5 of the runbook: forget the replica set, cut the oplog, apply it.
  ///
  /// @return a standalone server on the result
  Mongod bringBack() {
    try (Mongod server = Mongod.start(data, "disableLogicalSessionCacheRefresh=true")) {
      MongoDatabase local = server.client().getDatabase("local");
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
    Mongod.start(data, "recoverFromOplogAsStandalone=true", "takeUnstableCheckpointOnShutdown=true")
        .close();
    return open();
  }

  /// A standalone server on the files as they are.
  Mongod open() {
    return Mongod.start(data, "disableLogicalSessionCacheRefresh=true");
  }
}
