package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.DumpSummary;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The second step of a dump: every range of every collection of the plan, several at a time.
final class CollectionsDump {
  private final DumpContext context;
  private final PlanHead head;
  private final PlanJournal plans;
  private final OplogGuard oplog;

  /// How many ranges of the collections in hand are not done, by ordinal.
  private final Map<Integer, AtomicInteger> unfinished = new ConcurrentHashMap<>();

  CollectionsDump(DumpContext context, PlanHead head, PlanJournal plans, OplogGuard oplog) {
    this.context = context;
    this.head = head;
    this.plans = plans;
    this.oplog = oplog;
  }

  /// Dumps what the journal does not have yet.
  DumpSummary run() {
    ChunkJournal.Steps steps = context.chunks().steps();
    AtomicReference<Tally> total = new AtomicReference<>(Tally.NOTHING);
    Consumer<CollectionRange> dump =
        range -> {
          Tally tally = context.slots().with(context.progress(), () -> dump(range, steps));
          total.accumulateAndGet(tally, Tally::plus);
          finished(range);
        };
    SharedWork.run("holdfast-dump", context.threads(), new Ranges(), dump);
    context
        .source()
        .reading(
            "The look at the oplog",
            () -> {
              oplog.check();
              return total;
            });
    Tally all = total.get();
    return new DumpSummary(
        head.plan().collections(), all.documents(), all.plainBytes(), all.storedBytes());
  }

  private Tally dump(CollectionRange range, ChunkJournal.Steps steps) {
    return new RangeDump(context, range, oplog)
        .run(steps.of(range.collection().ordinal(), range.number()));
  }

  private void finished(CollectionRange range) {
    int ordinal = range.collection().ordinal();
    AtomicInteger left = unfinished.get(ordinal);
    if (left != null && left.decrementAndGet() == 0) {
      unfinished.remove(ordinal);
      context.progress().finished(ordinal);
    }
  }

  /// The ranges in the order of the plan; a collection's bounds are read when its turn comes.
  private final class Ranges implements Iterator<CollectionRange> {
    private final PlannedRanges planned = new PlannedRanges(context.backup(), context.payloads());
    private final Iterator<PlannedCollection> collections = plans.collections(head);
    private Iterator<CollectionRange> ofOne = Collections.emptyIterator();

    @Override
    public boolean hasNext() {
      while (!ofOne.hasNext() && collections.hasNext()) {
        ofOne = begin(collections.next());
      }
      return ofOne.hasNext();
    }

    private Iterator<CollectionRange> begin(PlannedCollection collection) {
      List<CollectionRange> ranges = planned.of(collection);
      if (ranges.isEmpty()) {
        context.progress().finished(collection.ordinal());
      } else {
        unfinished.put(collection.ordinal(), new AtomicInteger(ranges.size()));
      }
      return ranges.iterator();
    }

    @Override
    public CollectionRange next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ofOne.next();
    }
  }
}
