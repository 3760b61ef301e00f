package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;

/// Has the server replay the changes of documents that the kept oplog has of the collections that
/// are there at the point in time. Changes of structure are not replayed: the collections were
/// created as they are then. A transaction is taken apart like everything else: of it, too, only
/// what changes the chosen collections is replayed.
///
/// A repetition goes on behind the last batch that is known to be through; replaying a batch again
/// does no harm.
final class OplogReplay {
  private final Timeline timeline;
  private final Goal goal;
  private final Target target;
  private final ProgressMeter meter;

  OplogReplay(Timeline timeline, Goal goal, Target target, ProgressMeter meter) {
    this.timeline = timeline;
    this.goal = goal;
    this.target = target;
    this.meter = meter;
  }

  /// @param from how many changes are known to be through
  /// @return how many changes were replayed, those of earlier attempts included
  long run(int from) {
    Run run = new Run(from);
    // Users and roles are no part of the goal: merged here they might lock the restore out.
    timeline.forEachChange(
        (collection, change) ->
            goal.collection(collection.uuid()).ifPresent(named -> run.take(named, change)));
    run.flush();
    return run.seen;
  }

  private final class Run {
    private final ApplyOps waiting = new ApplyOps(target);
    private final int from;
    private int seen;
    private int through;

    Run(int from) {
      this.from = from;
      this.through = from;
    }

    void take(CollectionAt collection, DocumentChange change) {
      if (seen >= from) {
        if (waiting.isFull(change)) {
          flush();
        }
        waiting.add(collection, change);
      }
      seen++;
    }

    void flush() {
      target.doing(
          "Replaying the oplog",
          () -> {
            waiting.flush();
            return true;
          });
      if (seen > through) {
        meter.add(null, seen - through);
        meter.finishedBefore(seen);
        through = seen;
      }
    }
  }
}
