package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A member's `local.oplog.rs`: capped, in the order of timestamps, which are also the record
/// numbers. To be used inside the store's lock.
public final class Oplog {
  /// Its name.
  public static final Namespace NAMESPACE = new Namespace("local", "oplog.rs");

  /// An entry as written, with its place.
  public record Appended(OpTime place, Doc entry) {}

  private final StoredCollection entries;
  private final Clock clock;
  private final AtomicLong heard = new AtomicLong();
  private long term = -1;
  private OpTime last = OpTime.NONE;

  /// The oplog of a store, which may have one already; else it is made.
  public Oplog(Store store, long bytes, Clock clock) {
    this.clock = clock;
    StoredCollection found = store.catalog().find(NAMESPACE);
    this.entries = found == null ? create(store, bytes) : found;
    StoredDoc newest = entries.last();
    if (newest != null) {
      last = OpTime.of(newest.doc());
      term = last.term();
    }
  }

  private static StoredCollection create(Store store, long bytes) {
    Doc options =
        new DocBuilder()
            .put("capped", true)
            .put("size", (int) Math.min(bytes, Integer.MAX_VALUE))
            .put("autoIndexId", false)
            .build();
    return store.catalog().create(NAMESPACE, UUID.randomUUID(), options, null);
  }

  /// The term in which new entries are written.
  public long term() {
    return term;
  }

  public void term(long newTerm) {
    term = newTerm;
  }

  /// Place of the newest entry.
  public OpTime last() {
    return last;
  }

  /// When the newest entry was written, in milliseconds.
  public long lastWall() {
    StoredDoc newest = entries.last();
    return newest == null ? 0 : wall(newest.doc());
  }

  /// Place of the oldest entry that is still there.
  public OpTime first() {
    StoredDoc oldest = entries.first();
    return oldest == null ? OpTime.NONE : OpTime.of(oldest.doc());
  }

  static long wall(Doc entry) {
    var wall = entry.get("wall");
    return wall == null ? 0 : wall.int64();
  }

  /// Writes an operation as the next entry.
  public Appended append(Operation operation, @Nullable Statement statement) {
    long now = clock.millis();
    OpTime place = new OpTime(next(now / 1000), term);
    DocBuilder entry = new DocBuilder(operation.o().size() + 320);
    if (statement != null) {
      statement.writeHead(entry);
    }
    operation.writeTo(entry);
    if (statement != null) {
      statement.writeImage(entry);
    }
    entry.putTimestamp("ts", place.ts());
    if (term >= 0) {
      entry.put("t", term);
    }
    entry.putDate("wall", now).put("v", 2L);
    if (statement != null) {
      statement.writeTail(entry);
    }
    Doc written = entry.build();
    copy(written);
    return new Appended(place, written);
  }

  /// A tick of the cluster's clock, as the server's `VectorClockMutable::tickClusterTime`: behind
  /// all that was heard of, by the wall clock where that is further.
  private long next(long seconds) {
    long newest = newer(last.ts(), heard());
    return seconds > newest >>> 32 ? (seconds << 32) | 1 : newest + 1;
  }

  /// Learns of a time that another server of the cluster has; entries that are written from now on
  /// come behind it. May be called outside of the store's lock.
  public void hear(long ts) {
    var _ = heard.accumulateAndGet(ts, Oplog::newer);
  }

  /// The newest time that was heard of; 0 for none.
  public long heard() {
    return heard.get();
  }

  private static long newer(long left, long right) {
    return Long.compareUnsigned(left, right) >= 0 ? left : right;
  }

  /// Adds an entry that another member wrote.
  public void copy(Doc entry) {
    last = OpTime.of(entry);
    entries.insert(last.ts(), entry);
  }

  /// Up to `limit` entries after a place; null when the place is no longer, or never was, there.
  public @Nullable List<Doc> after(OpTime place, int limit) {
    StoredDoc known = entries.byRecordId(place.ts());
    if (known == null || !OpTime.of(known.doc()).equals(place)) {
      return null;
    }
    List<Doc> found = new ArrayList<>();
    Iterator<StoredDoc> iterator = entries.natural(place.ts(), false, true);
    while (found.size() < limit && iterator.hasNext()) {
      found.add(iterator.next().doc());
    }
    return found;
  }

  /// The entry with that timestamp, or null.
  public @Nullable Doc at(long ts) {
    StoredDoc found = entries.byRecordId(ts);
    return found == null ? null : found.doc();
  }

  /// Cuts off what comes after a timestamp.
  public void truncateAfter(long ts) {
    for (StoredDoc newest = entries.last();
        newest != null && Long.compareUnsigned(newest.id(), ts) > 0;
        newest = entries.last()) {
      entries.remove(newest);
    }
    StoredDoc newest = entries.last();
    last = newest == null ? OpTime.NONE : OpTime.of(newest.doc());
  }

  /// The entries after a timestamp.
  public List<Doc> since(long ts) {
    List<Doc> found = new ArrayList<>();
    entries.natural(ts, false, true).forEachRemaining(entry -> found.add(entry.doc()));
    return found;
  }

  /// Throws its entries away for those of another member.
  public void become(List<Doc> others) {
    for (StoredDoc old : copyOf(entries)) {
      entries.remove(old);
    }
    others.forEach(this::copy);
  }

  /// Every entry.
  public List<Doc> all() {
    return entries.snapshot();
  }

  private static List<StoredDoc> copyOf(StoredCollection entries) {
    List<StoredDoc> all = new ArrayList<>();
    entries.natural(null, true, true).forEachRemaining(all::add);
    return all;
  }
}
