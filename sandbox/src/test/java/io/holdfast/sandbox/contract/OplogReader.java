package io.holdfast.sandbox.contract;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;

/// Reads what operations leave in the oplog.
record OplogReader(MongoClient client) {

  MongoCollection<BsonDocument> entries() {
    return client.getDatabase("local").getCollection("oplog.rs", BsonDocument.class);
  }

  BsonTimestamp newest() {
    return Objects.requireNonNull(entries().find().sort(Document.parse("{$natural: -1}")).first())
        .getTimestamp("ts");
  }

  /// The entries about a database that some work on it leaves.
  List<BsonDocument> left(MongoDatabase db, Consumer<MongoDatabase> work) {
    BsonTimestamp before = newest();
    work.accept(db);
    List<BsonDocument> left = new ArrayList<>();
    entries()
        .find(new Document("ts", new Document("$gt", before)))
        .forEach(
            entry -> {
              if (entry.toJson().contains(db.getName())) {
                left.add(entry);
              }
            });
    return left;
  }

  /// Entries as text, without what differs each time.
  static List<String> shown(List<BsonDocument> entries, MongoDatabase db) {
    return entries.stream()
        .map(
            entry ->
                entry.getString("op").getValue()
                    + " "
                    + entry.getString("ns").getValue()
                    + " "
                    + entry.getDocument("o").toJson()
                    + (entry.containsKey("o2") ? " " + entry.getDocument("o2").toJson() : ""))
        .map(line -> line.replace(db.getName(), "db"))
        .toList();
  }
}
