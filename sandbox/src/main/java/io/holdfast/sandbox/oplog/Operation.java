package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an oplog entry says was done, without when and by whom: kind (`i u d c n`), namespace, the
/// collection's UUID, and the one or two documents that describe it.
public record Operation(String op, String ns, @Nullable UUID ui, Doc o, @Nullable Doc o2) {

  public static Operation insert(StoredCollection collection, Doc document) {
    return on(collection, "i", document, null);
  }

  /// `logged` is the new document, or `{$v: 1, $set: …, $unset: …}`.
  public static Operation update(StoredCollection collection, Value key, Doc logged) {
    return on(collection, "u", logged, new DocBuilder(32).put("_id", key).build());
  }

  public static Operation delete(StoredCollection collection, Value key) {
    return on(collection, "d", new DocBuilder(32).put("_id", key).build(), null);
  }

  /// A change of structure in the database.
  public static Operation command(String db, @Nullable UUID ui, Doc o, @Nullable Doc o2) {
    return new Operation("c", db + ".$cmd", ui, o, o2);
  }

  /// An entry that changes nothing.
  public static Operation noop(Doc o) {
    return new Operation("n", "", null, o, null);
  }

  private static Operation on(StoredCollection collection, String op, Doc o, @Nullable Doc o2) {
    return new Operation(op, collection.namespace().full(), collection.uuid(), o, o2);
  }

  /// Reads an oplog entry, or an element of `applyOps`.
  public static Operation parse(Doc entry) {
    String op = entry.string("op");
    String ns = entry.string("ns");
    Doc o = entry.doc("o");
    if (op == null || ns == null || o == null) {
      throw ServerError.FAILED_TO_PARSE.because("an oplog entry has op, ns and o: " + entry);
    }
    Value ui = entry.get("ui");
    return new Operation(op, ns, ui == null ? null : ui.uuid(), o, entry.doc("o2"));
  }

  public String db() {
    int dot = ns.indexOf('.');
    return dot < 0 ? ns : ns.substring(0, dot);
  }

  /// Writes the fields in the server's order.
  DocBuilder writeTo(DocBuilder entry) {
    entry.put("op", op).put("ns", ns);
    if (ui != null) {
      entry.put("ui", ui);
    }
    entry.put("o", o);
    if (o2 != null) {
      entry.put("o2", o2);
    }
    return entry;
  }

  /// As it stands in the `applyOps` of a transaction.
  public Doc toDoc() {
    return writeTo(new DocBuilder(o.size() + 128)).build();
  }
}
