package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/// Makes the target ready: what somebody consented to is dropped, unless it is to stay until the
/// backup is loaded beside it, then every collection is created with the options that it had at the
/// point in time.
final class TargetPreparation {
  /// Each waits for a majority: side by side thousands of collections need not take minutes.
  private static final int CREATORS = 16;

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
    Snapshot snapshot = session.snapshot(session.meter("create", "objects", 0));
    Goal goal = session.goal(snapshot);
    new UsersAtPointInTime(session, snapshot).requireAccessKept();
    RestoreRequest request = session.task().request();
    if (request.isShadowed()) {
      requireRenamed(goal);
    } else {
      drop(journal, goal);
    }
    Shadow.discardOthers(
        session.target(), request.operation(), session.meter("create", "objects", 0));
    Optional<TargetSharding> sharding = enabled(snapshot, goal);
    EarlyIndexes indexes =
        session.replays()
            ? EarlyIndexes.of(session.target(), snapshot.only().timeline())
            : EarlyIndexes.none(session.target());
    create(session.work(snapshot), indexes, sharding);
  }

  /// The gate knows the time series that the dump found; others may have come while it ran.
  private static void requireRenamed(Goal goal) {
    for (CollectionAt collection : goal.collections()) {
      if (collection.isTimeSeries()) {
        throw new HoldfastException(
            ErrorCode.METHOD_NOT_SUPPORTED,
            "The backup has the time series '%s', which no server renames."
                .formatted(collection.namespace()),
            "Restore with --replace drop.");
      }
    }
  }

  private void drop(RestoreJournal journal, Goal goal) {
    if (journal.isDropped()) {
      return;
    }
    TargetContent drops = session.drops("The look before restoring", goal);
    drops.drop(session.target());
    journal.dropped(drops);
  }

  /// What shards the collections of a cluster, with their databases made ready for it.
  private Optional<TargetSharding> enabled(Snapshot snapshot, Goal goal) {
    Target target = session.target();
    Optional<TargetSharding> sharding =
        target.doing("The look at the shards", () -> sharding(snapshot.map()));
    sharding.ifPresent(
        cluster ->
            target.doing(
                "Letting databases be sharded",
                () -> {
                  cluster.enable(goal);
                  return true;
                }));
    return sharding;
  }

  private Optional<TargetSharding> sharding(@Nullable ClusterMap map) {
    return session.target().isRouter()
        ? Optional.of(new TargetSharding(session.target(), map, session.task().request()))
        : Optional.empty();
  }

  private void create(Goal goal, EarlyIndexes indexes, Optional<TargetSharding> sharding) {
    List<CollectionAt> collections = goal.collections();
    ProgressMeter meter = session.meter("create", "objects", collections.size());
    SharedWork.run(
        "create",
        CREATORS,
        collections.iterator(),
        collection -> {
          session
              .target()
              .doing(
                  "Creating '%s'".formatted(collection.namespace()),
                  () -> create(collection, indexes));
          meter.add(collection.namespace().toString(), 1);
        });
    sharding.ifPresent(
        cluster ->
            session.target().doing("Sharding the collections", () -> cluster.shard(goal, meter)));
    session.journal().created(collections);
  }

  /// What exists was created by an attempt that died on its way, and is empty: nothing is loaded
  /// before all collections are there.
  private boolean create(CollectionAt collection, EarlyIndexes indexes) {
    boolean created = Commands.create(session.target(), collection);
    if (!created) {
      requireEmpty(collection);
    }
    indexes.create(collection);
    return created;
  }

  private void requireEmpty(CollectionAt collection) {
    RawBsonDocument found = session.target().documents(collection.stored(), false).find().first();
    if (found != null) {
      throw new HoldfastException(
          ErrorCode.TARGET_NOT_EMPTY,
          "Somebody writes to '%s' of instance '%s' while it is being restored."
              .formatted(collection.namespace(), session.task().request().target()),
          "Stop what writes to the instance, then restore again.");
    }
  }
}
