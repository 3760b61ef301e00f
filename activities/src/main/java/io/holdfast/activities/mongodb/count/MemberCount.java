package io.holdfast.activities.mongodb.count;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.count.Tally.Changes;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.CollectionCount;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// How many documents a member's collections had at a time in the past: counted now, between two
/// readings of the oplog. What came and went before the count is taken back. What came or went
/// during it may have been seen or not; so a collection that is written to has two numbers, between
/// which the true one lies. Throws `MongoException`s. Does not own its client.
public final class MemberCount {
  /// Nothing of users is in these, and their lists are not for everybody.
  private static final Set<String> THE_SERVERS = Set.of("config", "local");

  private final DocumentCounter counter;
  private final Supplier<Tally> tally;
  private final Heartbeat heartbeat;
  private final List<CollectionCount> counts = new ArrayList<>();
  private int collections;

  private MemberCount(MongoClient client, Supplier<Tally> tally, Heartbeat heartbeat) {
    this.counter = new DocumentCounter(client);
    this.tally = tally;
    this.heartbeat = heartbeat;
  }

  /// On a member of a replica set that others write to.
  ///
  /// @param client of this member only, which waits for an answer as long as it takes
  /// @param time as of when; its oplog must have it
  public static MemberCount asOf(MongoClient client, PointInTime time, Heartbeat heartbeat) {
    return new MemberCount(client, () -> new OplogTally(client, time), heartbeat);
  }

  /// On a server that nobody writes to.
  ///
  /// @param client as above
  public static MemberCount still(MongoClient client, Heartbeat heartbeat) {
    return new MemberCount(client, () -> Tally.STILL, heartbeat);
  }

  /// What is counted so far. Collections that were made, renamed or dropped since are not among it.
  public List<CollectionCount> counts() {
    return List.copyOf(counts);
  }

  /// How many collections there are to count.
  public int collections() {
    return collections;
  }

  /// Counts, the small collections first.
  ///
  /// @return why it ended before all were counted, as a sentence; empty when all are
  public Optional<String> run() {
    try {
      count(tally.get());
      return Optional.empty();
    } catch (HoldfastException e) {
      if (e.code() == ErrorCode.OPLOG_ROLLED_OVER || e.code() == ErrorCode.OPLOG_UNSUPPORTED) {
        return Optional.of(e.message());
      }
      throw e;
    }
  }

  private void count(Tally changes) {
    List<StoredCollection> found = smallestFirst();
    collections = found.size();
    ProgressMeter meter = new ProgressMeter(heartbeat, "count", "collections", collections);
    changes.advance(() -> meter.add(null, 0));
    for (StoredCollection collection : found) {
      Runnable beat = () -> meter.add(collection.namespace().toString(), 0);
      Changes before = changes.of(collection.uuid());
      long counted = counter.count(collection, beat);
      changes.advance(beat);
      if (!changes.isAltered(collection.uuid())) {
        counts.add(between(collection, counted, before, changes.of(collection.uuid())));
      }
      meter.add(null, 1);
    }
  }

  private List<StoredCollection> smallestFirst() {
    Map<StoredCollection, Long> sizes = new HashMap<>();
    counter.collections(THE_SERVERS).stream()
        .filter(StoredCollection::countable)
        .forEach(found -> sizes.put(found, counter.estimate(found)));
    return sizes.keySet().stream().sorted(Comparator.comparing(sizes::get)).toList();
  }

  /// @param before what had happened when it was begun to count, `after` when it was over
  private static CollectionCount between(
      StoredCollection collection, long counted, Changes before, Changes after) {
    long atBegin = counted - (before.came() - before.went());
    return new CollectionCount(
        collection.namespace(),
        collection.uuid().toString(),
        Math.max(0, atBegin - (after.came() - before.came())),
        atBegin + (after.went() - before.went()));
  }
}
