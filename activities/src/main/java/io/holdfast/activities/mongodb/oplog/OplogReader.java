package io.holdfast.activities.mongodb.oplog;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.BsonString;

/// The changes that an oplog brought, in the order in which they count, up to a point in time.
///
/// Left out: no-ops, the server's own bookkeeping (`config`, `local`, keys), and transactions that
/// were not committed by then. One over several shards is committed as of the same time on all of
/// them, but each notes that later, at a time of its own: what was prepared by then and is
/// committed as of then, or before, counts, also where that is noted behind it. Everything is
/// refused with OPLOG_UNSUPPORTED that is neither known nor known to be without effect, a change of
/// the feature compatibility version included. Not safe for many threads.
public final class OplogReader implements Iterator<OplogEntry> {
  private static final Namespace SERVER_VERSION = new Namespace("admin", "system.version");
  private static final BsonString FEATURE_COMPATIBILITY =
      new BsonString("featureCompatibilityVersion");

  private static final String COMMIT = "commitTransaction";
  private final Iterator<RawDocument> entries;
  private final PointInTime to;
  private final Transactions transactions = new Transactions();
  private final Deque<OplogEntry> ready = new ArrayDeque<>();
  private boolean over;

  /// @param entries as they lie in `local.oplog.rs`, oldest first; read to the end even when it
  ///   lies behind `to`, so that whoever verifies them on the way sees them all
  /// @param to the last time that counts
  public OplogReader(Iterator<RawDocument> entries, PointInTime to) {
    this.entries = entries;
    this.to = to;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && entries.hasNext()) {
      RawEntry entry = RawEntry.parse(entries.next());
      over = over || entry.at().compareTo(to) > 0;
      if (!over) {
        read(entry);
      } else if (isCommit(entry) && transactions.isCommittedBy(entry, to)) {
        readOperations(to, transactions.commit(entry));
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public OplogEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.removeFirst();
  }

  /// When last something took effect whose changes of documents are not exactly those that came out
  /// here; empty if nothing did.
  public Optional<PointInTime> doubt() {
    return Optional.ofNullable(transactions.doubt());
  }

  private void read(RawEntry entry) {
    switch (entry.op()) {
      case "n" -> {}
      case "i", "u", "d" -> readChange(entry);
      case "c" -> readCommand(entry);
      default -> throw OplogErrors.unsupported(entry.at(), "an entry of type '" + entry.op() + "'");
    }
  }

  private void readChange(RawEntry entry) {
    Scope scope = Scope.of(entry.namespace());
    if (scope == Scope.IGNORED) {
      requireSameFeatures(entry);
      return;
    }
    RawDocument o = entry.document();
    ready.add(
        switch (entry.op()) {
          case "i" -> new DocumentChange.Insert(entry.at(), entry.uuid(), entry.namespace(), o);
          case "d" -> new DocumentChange.Delete(entry.at(), entry.uuid(), entry.namespace(), o);
          default -> update(entry, o);
        });
  }

  /// Config servers write a chunk's document whole, whether it is there or not.
  private static DocumentChange update(RawEntry entry, RawDocument o) {
    return entry.upsert() && o.get("_id") != null
        ? new DocumentChange.Insert(entry.at(), entry.uuid(), entry.namespace(), o)
        : new DocumentChange.Update(entry.at(), entry.uuid(), entry.namespace(), entry.target(), o);
  }

  private void readCommand(RawEntry entry) {
    switch (entry.command()) {
      case "applyOps" -> readOperations(entry.at(), transactions.applyOps(entry));
      case COMMIT -> readOperations(entry.at(), transactions.commit(entry));
      case "abortTransaction" -> transactions.abort(entry);
      default -> {
        if (Scope.of(entry.namespace()) != Scope.IGNORED) {
          new CommandParser(entry).parse().ifPresent(ready::add);
        }
      }
    }
  }

  private static boolean isCommit(RawEntry entry) {
    return entry.op().equals("c") && entry.command().equals(COMMIT);
  }

  private void readOperations(PointInTime at, List<RawDocument> operations) {
    for (RawDocument operation : operations) {
      read(RawEntry.parseWithin(operation, at));
    }
  }

  /// A changed feature compatibility version changes what the entries after it mean.
  private static void requireSameFeatures(RawEntry entry) {
    if (entry.namespace().equals(SERVER_VERSION)) {
      RawDocument key = entry.op().equals("u") ? entry.target() : entry.document();
      if (FEATURE_COMPATIBILITY.equals(key.get("_id"))) {
        throw OplogErrors.unsupported(entry.at(), "a change of the feature compatibility version");
      }
    }
  }
}
