package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.DumpSummary;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The second step of a dump: every collection of the plan, two at a time.
final class CollectionsDump {
  /// Each is bound by a processor and holds a batch and a compressor: more would not fit a heap of
  /// 256 MiB.
  private static final int THREADS = 2;

  private final DumpContext context;
  private final PlanHead head;
  private final PlanJournal plans;

  CollectionsDump(DumpContext context, PlanHead head, PlanJournal plans) {
    this.context = context;
    this.head = head;
    this.plans = plans;
  }

  /// Dumps what the journal does not have yet.
  DumpSummary run() {
    Map<Integer, Integer> steps = context.chunks().steps();
    AtomicReference<Tally> total = new AtomicReference<>(Tally.NOTHING);
    Iterator<PlannedCollection> collections = plans.collections(head);
    Consumer<PlannedCollection> dump =
        collection -> {
          Tally tally = dump(collection, steps.getOrDefault(collection.ordinal(), 0));
          total.accumulateAndGet(tally, Tally::plus);
          context.progress().finished(collection.ordinal());
        };
    SharedWork.run("holdfast-dump", THREADS, collections, dump);
    context
        .source()
        .reading(
            "The look at the oplog",
            () -> {
              context.oplog().check();
              return total;
            });
    Tally all = total.get();
    return new DumpSummary(
        head.plan().collections(), all.documents(), all.plainBytes(), all.storedBytes());
  }

  private Tally dump(PlannedCollection collection, int steps) {
    return collection.order() == ReadOrder.NOTHING
        ? Tally.NOTHING
        : new CollectionDump(context, collection).run(steps);
  }
}
