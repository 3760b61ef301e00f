package io.holdfast.activities.mongodb.oplog;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/// Oplogs for tests: what a real server recorded, and entries written by hand.
public final class Oplogs {
  public static final PointInTime END = new PointInTime(Integer.MAX_VALUE, 0);

  private Oplogs() {}

  /// What the operation of that name left in the oplog of a real server.
  public static List<RawDocument> recorded(String madeBy) {
    for (BsonValue operation : file()) {
      if (operation.asDocument().getString("made by").getValue().equals(madeBy)) {
        return operation.asDocument().getArray("entries").stream()
            .map(entry -> RawDocument.of(entry.asDocument()))
            .toList();
      }
    }
    throw new IllegalArgumentException("nothing was recorded of " + madeBy);
  }

  /// All that a real server recorded, in order.
  public static List<RawDocument> recorded() {
    List<RawDocument> all = new ArrayList<>();
    for (BsonValue operation : file()) {
      operation
          .asDocument()
          .getArray("entries")
          .forEach(entry -> all.add(RawDocument.of(entry.asDocument())));
    }
    return all;
  }

  private static BsonArray file() {
    try (InputStream in =
        Oplogs.class.getResourceAsStream("/recorded-mongodb/oplog-entries.json")) {
      String json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return BsonArray.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Entries of the given JSON, one second apart from second 1 on.
  public static List<RawDocument> entries(String... json) {
    List<RawDocument> entries = new ArrayList<>();
    for (String text : json) {
      BsonDocument entry = new BsonDocument("ts", new BsonTimestamp(entries.size() + 1, 1));
      entry.putAll(BsonDocument.parse(text));
      entries.add(RawDocument.of(entry));
    }
    return entries;
  }

  /// Everything in the entries up to `to`.
  public static List<OplogEntry> read(List<RawDocument> entries, PointInTime to) {
    List<OplogEntry> read = new ArrayList<>();
    Iterator<OplogEntry> reader = new OplogReader(entries.iterator(), to);
    reader.forEachRemaining(read::add);
    return read;
  }

  /// A transaction's entry as the server writes it, without what nobody reads.
  static String session(int transaction, int previous, String command) {
    String lsid = "{id: {$binary: {base64: 'AAAAAAAAAAAAAAAAAAAAAQ==', subType: '04'}}}";
    return """
        {lsid: %s, txnNumber: {$numberLong: '%d'}, prevOpTime: {ts: {$timestamp: {t: %d, i: %d}}},
         op: 'c', ns: 'admin.$cmd', o: %s}"""
        .formatted(lsid, transaction, previous, previous, command);
  }

  static String insert(int id) {
    return "{op: 'i', ns: 'ops.a', o: {_id: " + id + "}}";
  }

  static int id(OplogEntry entry) {
    return ((DocumentChange) entry).key().view().getInt32("_id").getValue();
  }
}
