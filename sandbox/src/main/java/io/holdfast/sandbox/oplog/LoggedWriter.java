package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes into the store at once, and into the oplog where there is one.
public final class LoggedWriter implements DocumentWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Store store;
  private final @Nullable Oplog oplog;
  private final TransactionLocks locks;
  private final StatementChain statements;

  public LoggedWriter(
      Store store, @Nullable Oplog oplog, TransactionLocks locks, StatementChain statements) {
    this.store = store;
    this.oplog = oplog;
    this.locks = locks;
    this.statements = statements;
  }

  @Override
  public DocReader reader(StoredCollection collection) {
    return collection;
  }

  @Override
  public boolean claim(StoredCollection collection, List<Value> keys) {
    if (locks.free(collection.uuid(), keys, null)) {
      return true;
    }
    store.awaitInside(() -> locks.free(collection.uuid(), keys, null), PATIENCE);
    return false;
  }

  @Override
  public void insert(StoredCollection collection, Doc document) {
    collection.checkUnique(document, null);
    Doc entry = log(collection, Operation.insert(collection, document));
    collection.insert(entry == null ? document.compact() : o(entry));
  }

  @Override
  public void update(StoredCollection collection, StoredDoc before, Update.Result change) {
    Doc logged = Objects.requireNonNull(change.logged(), "something changed");
    collection.checkUnique(change.document(), before);
    Doc entry = log(collection, Operation.update(collection, before.key(), logged));
    boolean whole = !logged.has("$v");
    collection.replace(before, whole && entry != null ? o(entry) : change.document().compact());
  }

  @Override
  public void delete(StoredCollection collection, StoredDoc document) {
    log(collection, Operation.delete(collection, document.key()));
    collection.remove(document);
  }

  private @Nullable Doc log(StoredCollection collection, Operation operation) {
    if (oplog == null || !collection.namespace().replicated()) {
      return null;
    }
    Oplog.Appended appended = oplog.append(operation, statements.current());
    statements.wrote(appended.place());
    return appended.entry();
  }

  /// The document inside its entry: both share their bytes, on every member.
  private static Doc o(Doc entry) {
    return Objects.requireNonNull(entry.doc("o"), "every entry has o");
  }
}
