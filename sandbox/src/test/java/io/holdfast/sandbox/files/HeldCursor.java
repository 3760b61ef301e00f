package io.holdfast.sandbox.files;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/// An open backup cursor in a session of its own, and what it lists.
final class HeldCursor implements AutoCloseable {
  private static final String COLLECTION = "$cmd.aggregate";

  /// Whoever opens a cursor is to try again then.
  private static final int CHECKPOINT_RUNS = 50915;

  private final MongoClient client;
  private final ClientSession session;
  private final BsonInt64 id;
  private final BsonDocument metadata;
  private final List<Path> files = new ArrayList<>();

  private HeldCursor(MongoClient client, ClientSession session, BsonDocument cursor) {
    this.client = client;
    this.session = session;
    this.id = cursor.getInt64("id");
    BsonArray rows = cursor.getArray("firstBatch");
    metadata = rows.getFirst().asDocument().getDocument("metadata");
    rows.subList(1, rows.size()).forEach(this::add);
    for (BsonArray more = next(session); !more.isEmpty(); more = next(session)) {
      more.forEach(this::add);
    }
  }

  static HeldCursor open(MongoClient client) {
    ClientSession session = client.startSession();
    BsonDocument opening = stage("$backupCursor", new BsonDocument());
    while (true) {
      try {
        BsonDocument reply =
            client.getDatabase("admin").runCommand(session, opening, BsonDocument.class);
        return new HeldCursor(client, session, reply.getDocument("cursor"));
      } catch (MongoCommandException e) {
        if (e.getCode() != CHECKPOINT_RUNS) {
          throw e;
        }
      }
    }
  }

  static BsonDocument stage(String name, BsonDocument value) {
    return new BsonDocument("aggregate", new BsonInt32(1))
        .append("pipeline", new BsonArray(List.of(new BsonDocument(name, value))))
        .append("comment", new BsonString("a test"))
        .append("cursor", new BsonDocument());
  }

  private void add(BsonValue row) {
    files.add(Path.of(row.asDocument().getString("filename").getValue()));
  }

  /// Asks for more, under a session.
  BsonArray next(ClientSession asking) {
    BsonDocument more =
        new BsonDocument("getMore", id).append("collection", new BsonString(COLLECTION));
    return client
        .getDatabase("admin")
        .runCommand(asking, more, BsonDocument.class)
        .getDocument("cursor")
        .getArray("nextBatch");
  }

  BsonArray next() {
    return next(session);
  }

  BsonInt64 id() {
    return id;
  }

  List<Path> files() {
    return files;
  }

  BsonTimestamp oplogEnd() {
    return metadata.getDocument("oplogEnd").getTimestamp("ts");
  }

  BsonDocument extension(BsonTimestamp time) {
    return new BsonDocument("backupId", backupId()).append("timestamp", time);
  }

  BsonBinary backupId() {
    return metadata.getBinary("backupId");
  }

  /// Extends it to a time, and adds the journals to its files.
  void extendTo(BsonTimestamp time) {
    client
        .getDatabase("admin")
        .runCommand(stage("$backupCursorExtend", extension(time)), BsonDocument.class)
        .getDocument("cursor")
        .getArray("firstBatch")
        .forEach(this::add);
  }

  /// Copies every file, and `storage.bson`, which no server lists.
  void copyTo(Path target) throws IOException {
    Path source = Path.of(metadata.getString("dbpath").getValue());
    List<Path> all = new ArrayList<>(files);
    all.add(source.resolve("storage.bson"));
    for (Path file : all) {
      Path copy = target.resolve(source.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    BsonDocument kill =
        new BsonDocument("killCursors", new BsonString(COLLECTION))
            .append("cursors", new BsonArray(List.of(id)));
    var _ = client.getDatabase("admin").runCommand(kill);
    session.close();
  }
}
