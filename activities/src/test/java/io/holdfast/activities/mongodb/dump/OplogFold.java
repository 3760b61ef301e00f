package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What the oplog makes of one collection: inserts, whole replacements and deletes by integer
/// `_id`, and no more, written for tests apart from the real one.
final class OplogFold {
  private final String namespace;
  private final Map<Integer, BsonDocument> documents = new TreeMap<>();

  OplogFold(String namespace) {
    this.namespace = namespace;
  }

  OplogFold begin(List<RawDocument> dumped) {
    for (RawDocument document : dumped) {
      BsonDocument before = documents.put(key(document.view()), document.view());
      if (before != null) {
        throw new AssertionError("dumped twice: " + before.get("_id"));
      }
    }
    return this;
  }

  /// @param entries oldest first
  OplogFold apply(List<RawDocument> entries, PointInTime until) {
    for (RawDocument entry : entries) {
      if (Timestamps.ofEntry(entry).compareTo(until) <= 0) {
        apply(entry.view());
      }
    }
    return this;
  }

  private void apply(BsonDocument entry) {
    if (entry.getString("op").getValue().equals("c")) {
      BsonDocument command = entry.getDocument("o");
      if (command.containsKey("applyOps")) {
        for (BsonValue operation : command.getArray("applyOps")) {
          apply(operation.asDocument());
        }
      }
      return;
    }
    if (!entry.getString("ns").getValue().equals(namespace)) {
      return;
    }
    BsonDocument o = entry.getDocument("o");
    switch (entry.getString("op").getValue()) {
      case "i" -> documents.put(key(o), o);
      case "d" -> documents.remove(key(o));
      case "u" -> {
        if (o.containsKey("$v")) {
          throw new AssertionError("only whole replacements here: " + o);
        }
        documents.put(key(entry.getDocument("o2")), o);
      }
      default -> throw new AssertionError("unexpected: " + entry);
    }
  }

  private static int key(BsonDocument document) {
    return document.getInt32("_id").getValue();
  }

  Map<Integer, BsonDocument> documents() {
    return documents;
  }
}
