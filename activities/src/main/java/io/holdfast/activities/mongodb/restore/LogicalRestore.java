package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.SetLoad;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The steps of a logical restore, in order. Each can be repeated, after a failure or a success, by
/// any worker. Safe for many threads.
public final class LogicalRestore {
  private final Repository repository;
  private final Connector connector;
  private final RestorePlanner planner;

  public LogicalRestore(Repository repository, Connector connector) {
    this.repository = repository;
    this.connector = connector;
    this.planner = new RestorePlanner(repository, connector);
  }

  /// What a restore would do. Changes nothing.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException BACKUP_NOT_FOUND, MANIFEST_INVALID,
  ///   INSTANCE_NOT_FOUND, DATABASE_UNREACHABLE, ACCESS_DENIED
  public RestorePlan plan(RestoreRequest request) {
    return planner.plan(request);
  }

  /// The same with every collection and view.
  public RestorePlan detail(RestoreRequest request) {
    return planner.detail(request);
  }

  /// Reads and checks the whole backup; where a part of it is restored, of the documents only that
  /// part. Does not touch the target.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming
  ///   the object; OPLOG_UNSUPPORTED
  public void verify(RestoreTask task, Heartbeat heartbeat) {
    var _ =
        step(
            task,
            heartbeat,
            session -> {
              long bytes = session.sets().stream().mapToLong(BackupVerification::plainBytes).sum();
              ProgressMeter meter = session.meter("verify", "bytes", bytes);
              session.sets().forEach(set -> new BackupVerification(set, meter).structure());
              Snapshot snapshot = session.snapshot(meter);
              Goal goal = session.goal(snapshot);
              boolean whole = task.request().selection() == null;
              snapshot
                  .parts()
                  .forEach(
                      part ->
                          new BackupVerification(part.set(), meter)
                              .documents(
                                  whole ? part.set().collections() : goal.dumped(part.timeline())));
              return goal;
            });
  }

  /// Drops what was consented to and creates the collections.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException a gate's refusal
  public void prepare(RestoreTask task, Heartbeat heartbeat) {
    var _ =
        step(
            task,
            heartbeat,
            session -> {
              new TargetPreparation(session, planner).run();
              return true;
            });
  }

  /// Loads the dumped documents.
  ///
  /// @return how many
  public long load(RestoreTask task, Heartbeat heartbeat) {
    return step(
        task,
        heartbeat,
        session -> {
          boolean replays = session.replays();
          ProgressMeter meter =
              replays
                  ? session.meter("load", "documents", session.dumpedDocuments())
                  : session.meter("load", "bytes", 0);
          int from = meter.resume();
          Snapshot snapshot = session.snapshot(meter);
          Goal goal = session.work(snapshot);
          return replays
              ? new DocumentLoader(
                      session.sets().getFirst(), session.target(), meter, task.request())
                  .run(LoadUnit.of(goal.collections()), from)
              : new FoldedLoad(
                      snapshot, goal, session, new WholeTarget(session.target(), task.request()))
                  .run(meter, from);
        });
  }

  /// Loads one replica set's part past the routers of the target.
  ///
  /// @return how many documents this attempt has loaded
  public long load(SetLoad load, Heartbeat heartbeat) {
    return step(load.task(), heartbeat, session -> new ShardLoad(session, load).run());
  }

  /// Replays the kept oplog up to the point in time, unless the documents were loaded as they were
  /// then.
  ///
  /// @return how many changes
  public long replay(RestoreTask task, Heartbeat heartbeat) {
    return step(
        task,
        heartbeat,
        session -> {
          ProgressMeter meter = session.meter("replay", "entries", 0);
          int from = meter.resume();
          if (!session.replays()) {
            return 0L;
          }
          Snapshot snapshot = session.snapshot(meter);
          Timeline timeline = snapshot.only().timeline();
          return new OplogReplay(timeline, session.work(snapshot), session.target(), meter)
              .run(from);
        });
  }

  /// Creates the views and builds the indexes; beside what is to be replaced only the latter.
  ///
  /// @return how many indexes
  public int buildIndexes(RestoreTask task, Heartbeat heartbeat) {
    return step(
        task,
        heartbeat,
        session -> {
          Goal goal = session.work(session.snapshot(session.meter("index", "indexes", 0)));
          List<CollectionAt> collections = goal.collections();
          int total = collections.stream().mapToInt(c -> c.secondaryIndexes().size()).sum();
          StructureBuilder builder =
              new StructureBuilder(session.target(), session.meter("index", "indexes", total));
          builder.createViews(goal.views());
          return builder.buildIndexes(collections);
        });
  }

  /// Reads what was loaded beside what it is to replace, and compares it with the backup.
  public Proof proveShadow(RestoreTask task, Heartbeat heartbeat) {
    return step(task, heartbeat, session -> shadow(session).prove());
  }

  private static Shadow shadow(RestoreSession session) {
    return new Shadow(
        session, session.goal(session.snapshot(session.meter("prove", "documents", 0))));
  }

  /// Puts what was loaded beside what it is to replace in its place.
  ///
  /// @return how many collections
  public int exchange(RestoreTask task, Heartbeat heartbeat) {
    return step(
        task,
        heartbeat,
        session ->
            new Exchange(
                    session, session.goal(session.snapshot(session.meter("replace", "objects", 0))))
                .run());
  }

  /// Drops what was loaded beside what it was to replace.
  public void discardShadow(RestoreTask task) {
    var _ =
        step(
            task,
            Heartbeat.none(),
            session -> {
              Shadow.discard(
                  session.target(),
                  task.request().operation(),
                  session.meter("discard", "objects", 0));
              return true;
            });
  }

  /// Replaces users and roles, or leaves them alone, as the request says.
  public void mergeUsers(RestoreTask task, Heartbeat heartbeat) {
    var _ =
        step(
            task,
            heartbeat,
            session -> {
              Snapshot snapshot = session.snapshot(session.meter("users", "objects", 0));
              new UsersAtPointInTime(session, snapshot).merge();
              return true;
            });
  }

  /// Reads the target and compares it with the backup.
  public Proof prove(RestoreTask task, Heartbeat heartbeat) {
    return step(
        task,
        heartbeat,
        session -> {
          ProgressMeter meter = session.meter("prove", "documents", session.documents());
          Goal goal = session.goal(session.snapshot(meter));
          Target target = session.target();
          // Beside a part of a backup the target may hold what it likes.
          Set<String> whole = task.request().selection() == null ? goal.databases() : Set.of();
          return target.doing(
              "The proof of what was restored",
              () ->
                  new TargetProof(target, goal)
                      .run(new TargetProof.Reach(whole, session.authorization()), meter));
        });
  }

  /// Writes how the restore ended and what it left behind, and forgets its working lists.
  public void record(RestoreRecord restore) {
    repository.catalogue().writeRestore(new Wreck(repository).describe(restore));
    repository.work(restore.task().request().operation()).clear();
  }

  private <T> T step(RestoreTask task, Heartbeat heartbeat, Function<RestoreSession, T> work) {
    try (RestoreSession session = RestoreSession.open(repository, connector, task, heartbeat)) {
      return work.apply(session);
    }
  }
}
