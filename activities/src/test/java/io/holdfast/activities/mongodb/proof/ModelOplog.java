package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/// The oplog that a server would keep of what a [RandomHistory] does: one entry a second.
final class ModelOplog {
  /// How updates are logged: a server does it in one way or the other.
  private final boolean deltas;

  private final List<RawDocument> entries = new ArrayList<>();
  private int clock = 1;

  ModelOplog(boolean deltas) {
    this.deltas = deltas;
  }

  List<RawDocument> entries() {
    return entries;
  }

  /// Drops what is older than now, as a server does in time.
  void forget() {
    entries.clear();
  }

  /// A number that no earlier entry has.
  int now() {
    return clock;
  }

  /// An update that takes a field away.
  BsonDocument unset(String field) {
    return deltas
        ? delta("d", field, BsonBoolean.FALSE)
        : modifier("$unset", field, BsonBoolean.TRUE);
  }

  /// An update that sets a field.
  ///
  /// @param there whether the document has it
  BsonDocument set(String field, BsonValue value, boolean there) {
    return deltas ? delta(there ? "u" : "i", field, value) : modifier("$set", field, value);
  }

  private static BsonDocument modifier(String operator, String field, BsonValue value) {
    return new BsonDocument("$v", new BsonInt32(1))
        .append(operator, new BsonDocument(field, value));
  }

  private static BsonDocument delta(String section, String field, BsonValue value) {
    return new BsonDocument("$v", new BsonInt32(2))
        .append("diff", new BsonDocument(section, new BsonDocument(field, value)));
  }

  /// An operation on a document.
  static BsonDocument operation(String op, Namespace name, UUID uuid, BsonDocument o) {
    return new BsonDocument("op", new BsonString(op))
        .append("ns", new BsonString(name.toString()))
        .append("ui", new BsonBinary(uuid))
        .append("o", o);
  }

  /// Logs a command on a collection.
  void command(Namespace name, UUID uuid, BsonDocument o) {
    log(
        new BsonDocument("op", new BsonString("c"))
            .append("ns", new BsonString(name.database() + ".$cmd"))
            .append("ui", new BsonBinary(uuid))
            .append("o", o),
        new BsonDocument());
  }

  /// Logs an operation as it is, or a transaction's command with its session.
  void log(BsonDocument operation, BsonDocument session) {
    BsonDocument entry = new BsonDocument("ts", new BsonTimestamp(clock++, 1));
    if (operation.containsKey("op")) {
      entry.putAll(operation);
    } else {
      entry.append("op", new BsonString("c")).append("ns", new BsonString("admin.$cmd"));
      entry.append("o", operation);
    }
    entry.putAll(session);
    entries.add(RawDocument.of(entry));
  }

  static BsonDocument applyOps(List<BsonDocument> operations) {
    return new BsonDocument("applyOps", new BsonArray(operations));
  }
}
