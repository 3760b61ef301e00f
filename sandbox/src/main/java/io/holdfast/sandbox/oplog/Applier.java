package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Applies operations of an oplog to the store. Applying one twice in its place is the same as
/// once. To be used inside the store's write lock.
public final class Applier {
  private final Store store;
  private final StructureChange structure;
  private final List<Doc> openParts = new ArrayList<>();

  public Applier(Store store) {
    this.store = store;
    this.structure = new StructureChange(store.catalog());
  }

  /// Applies an entry; the parts of a large transaction wait for its last one.
  public void apply(Doc entry) {
    Operation operation = Operation.parse(entry);
    Value parts = operation.op().equals("c") ? operation.o().get("applyOps") : null;
    if (parts == null) {
      apply(operation);
    } else if (operation.o().flag("partialTxn")) {
      openParts.add(entry);
    } else {
      List<Doc> chain =
          new ArrayList<>(openParts.stream().filter(part -> sameTransaction(part, entry)).toList());
      openParts.removeIf(part -> sameTransaction(part, entry));
      chain.add(entry);
      chain.forEach(part -> nested(part).forEach(this::apply));
    }
  }

  private static boolean sameTransaction(Doc part, Doc entry) {
    return Objects.equals(part.get("lsid"), entry.get("lsid"))
        && Objects.equals(part.get("txnNumber"), entry.get("txnNumber"));
  }

  /// The operations inside an `applyOps` entry.
  public static List<Operation> nested(Doc entry) {
    Doc o = Objects.requireNonNull(entry.doc("o"), "o");
    Value parts = Objects.requireNonNull(o.get("applyOps"), "applyOps");
    return parts.doc().values().stream()
        .map(part -> Operation.parse(part.doc().compact()))
        .toList();
  }

  /// Applies one operation; an update of a document that is not there inserts it.
  public void apply(Operation operation) {
    switch (operation.op()) {
      case "i" -> insert(collection(operation), operation.o());
      case "u" -> update(collection(operation), operation);
      case "d" -> delete(collection(operation), operation.o());
      case "c" -> structure.perform(operation);
      case "n" -> {}
      default ->
          throw ServerError.BAD_VALUE.because("unknown type of operation: " + operation.op());
    }
  }

  /// The collection that the operation is on, by UUID if it has one.
  public StoredCollection collection(Operation operation) {
    StoredCollection found = find(operation);
    if (found == null) {
      throw ServerError.NAMESPACE_NOT_FOUND.because(
          "Failed to apply operation due to missing collection (%s): %s"
              .formatted(
                  operation.ui() == null ? operation.ns() : operation.ui(), operation.toDoc()));
    }
    return found;
  }

  /// The same, or null when it is not there.
  public @Nullable StoredCollection find(Operation operation) {
    return operation.ui() != null
        ? store.catalog().find(operation.ui())
        : store.catalog().find(Namespace.parse(operation.ns()));
  }

  private static void insert(StoredCollection collection, Doc document) {
    Value key = document.get("_id");
    StoredDoc old = key == null ? null : collection.byKey(key);
    if (old == null) {
      collection.insert(document);
    } else {
      collection.replace(old, document);
    }
  }

  private static void update(StoredCollection collection, Operation operation) {
    Doc o2 = Objects.requireNonNull(operation.o2(), "an update has o2");
    Value key = Objects.requireNonNull(o2.get("_id"), "o2 has _id");
    StoredDoc old = collection.byKey(key);
    Update update = Update.fromOplog(operation.o());
    if (old == null) {
      collection.insert(update.insertion(o2));
    } else {
      collection.replace(old, update.apply(old.doc()).document());
    }
  }

  private static void delete(StoredCollection collection, Doc o) {
    Value key = Objects.requireNonNull(o.get("_id"), "a delete has _id");
    StoredDoc old = collection.byKey(key);
    if (old != null) {
      collection.remove(old);
    }
  }
}
