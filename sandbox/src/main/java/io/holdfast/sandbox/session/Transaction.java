package io.holdfast.sandbox.session;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.TransactionLocks;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// An open transaction: its changes, which only it sees, and the documents that it holds. It reads
/// what is committed by others at the time of reading: the sandbox has no snapshots.
public final class Transaction implements DocumentWriter {
  private final TransactionLocks locks;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<UUID, TransactionView> views = new HashMap<>();
  private boolean open = true;

  public Transaction(TransactionLocks locks) {
    this.locks = locks;
  }

  public boolean isOpen() {
    return open;
  }

  /// What it did, in order.
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  @Override
  public DocReader reader(StoredCollection collection) {
    return view(collection);
  }

  private TransactionView view(StoredCollection collection) {
    return views.computeIfAbsent(collection.uuid(), uuid -> new TransactionView(collection));
  }

  @Override
  public boolean claim(StoredCollection collection, List<Value> keys) {
    if (!locks.free(collection.uuid(), keys, this)) {
      throw ServerError.WRITE_CONFLICT
          .because(
              "WriteConflict error: this operation conflicted with another operation. Please retry"
                  + " your operation or multi-document transaction.")
          .labelled("TransientTransactionError");
    }
    locks.hold(collection.uuid(), keys, this);
    return true;
  }

  @Override
  public void insert(StoredCollection collection, Doc document) {
    TransactionView view = view(collection);
    Value key = Objects.requireNonNull(document.get("_id"), "the command has put an _id");
    view.requireNew(key);
    collection.checkUnique(document, collection.byKey(key));
    Doc own = document.compact();
    view.put(own);
    operations.add(Operation.insert(collection, own));
  }

  @Override
  public void update(StoredCollection collection, StoredDoc before, Update.Result change) {
    Doc logged = Objects.requireNonNull(change.logged(), "something changed");
    view(collection).put(change.document().compact());
    operations.add(Operation.update(collection, before.key(), logged));
  }

  @Override
  public void delete(StoredCollection collection, StoredDoc document) {
    view(collection).remove(document.key());
    operations.add(Operation.delete(collection, document.key()));
  }

  /// Ends it; what it did is forgotten unless the caller has taken it.
  void abort() {
    end();
  }

  /// Lets go of what it holds.
  public void end() {
    open = false;
    locks.release(this);
  }
}
