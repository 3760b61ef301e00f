package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.cursor.Planner;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Finds the documents that a statement changes, and holds them against other transactions.
final class Matches {
  private Matches() {}

  static List<StoredDoc> claim(
      DocumentWriter writer, StoredCollection collection, Query query, boolean many) {
    while (true) {
      List<Value> keys = keys(writer.reader(collection), collection, query, many);
      if (writer.claim(collection, keys)) {
        DocReader reader = writer.reader(collection);
        return keys.stream().map(key -> Objects.requireNonNull(reader.byKey(key))).toList();
      }
    }
  }

  private static List<Value> keys(
      DocReader reader, StoredCollection collection, Query query, boolean many) {
    List<Value> keys = new ArrayList<>();
    DocSource source = Planner.plan(reader, collection, query, many ? 0 : 1);
    for (Doc found = source.next(); found != null; found = many ? source.next() : null) {
      keys.add(Objects.requireNonNull(found.get("_id"), "_id"));
    }
    return keys;
  }
}
