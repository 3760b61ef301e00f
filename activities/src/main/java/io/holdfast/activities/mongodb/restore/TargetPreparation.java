package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import org.bson.RawBsonDocument;

/// Makes the target ready: what somebody consented to is dropped, unless it is to stay until the
/// backup is loaded beside it, then every collection is created with the options that it had at the
/// point in time.
final class TargetPreparation {
  /// Each waits for a majority: side by side thousands of collections need not take minutes.
  private static final int CREATORS = 4;

  private final RestoreSession session;
  private final RestorePlanner planner;

  TargetPreparation(RestoreSession session, RestorePlanner planner) {
    this.session = session;
    this.planner = planner;
  }

  /// Idempotent: once the collections are created, a repetition changes nothing.
  ///
  /// @throws HoldfastException the refusal of a gate, as long as nothing was dropped;
  ///   TARGET_NOT_EMPTY when somebody writes to the target meanwhile
  void run() {
    RestoreJournal journal = session.journal();
    if (journal.isCreated()) {
      return;
    }
    if (journal.drops().isEmpty()) {
      planner.requireAllowed(session.task().request());
    }
    Timeline timeline = session.timeline(session.meter("create", "objects", 0));
    Goal goal = session.goal(timeline);
    new UsersAtPointInTime(session, timeline).requireAccessKept();
    RestoreRequest request = session.task().request();
    if (request.isShadowed()) {
      Shadow.discardOthers(session.target(), request.operation());
    } else {
      drop(journal, goal);
    }
    create(session.work(timeline).collections());
  }

  private void drop(RestoreJournal journal, Goal goal) {
    if (journal.isDropped()) {
      return;
    }
    Target target = session.target();
    boolean whole = session.task().request().selection() == null;
    journal.allow(
        target.doing(
            "The look before restoring",
            () -> whole ? TargetContent.of(target) : TargetContent.of(target, goal.namespaces())));
    TargetContent drops = journal.drops().orElseThrow();
    drops.drop(target);
    journal.dropped(drops);
  }

  private void create(List<CollectionAt> collections) {
    ProgressMeter meter = session.meter("create", "objects", collections.size());
    SharedWork.run(
        "create",
        CREATORS,
        collections.iterator(),
        collection -> {
          session
              .target()
              .doing("Creating '%s'".formatted(collection.namespace()), () -> create(collection));
          meter.add(collection.namespace().toString(), 1);
        });
    session.journal().created(collections);
  }

  /// What exists was created by an attempt that died on its way, and is empty: nothing is loaded
  /// before all collections are there.
  private boolean create(CollectionAt collection) {
    if (Commands.create(session.target(), collection)) {
      return true;
    }
    RawBsonDocument found =
        session.target().documents(collection.namespace(), false).find().first();
    if (found != null) {
      throw new HoldfastException(
          ErrorCode.TARGET_NOT_EMPTY,
          "Somebody writes to '%s' of instance '%s' while it is being restored."
              .formatted(collection.namespace(), session.task().request().target()),
          "Stop what writes to the instance, then restore again.");
    }
    return false;
  }
}
