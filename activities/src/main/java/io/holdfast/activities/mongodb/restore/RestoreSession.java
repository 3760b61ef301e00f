package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One step of a restore at work: the task, the backup at its point in time, the target, and what
/// the repository keeps of the steps before. Closing it closes the target's client.
final class RestoreSession implements AutoCloseable {
  private static final List<Namespace> AUTHORIZATION =
      List.of(
          new Namespace(Target.ADMIN, "system.users"), new Namespace(Target.ADMIN, "system.roles"));

  private final Connector connector;
  private final RestoreTask task;
  private final Manifest manifest;
  private final List<BackupSet> sets;
  private final Target target;
  private final RestoreJournal journal;
  private final Heartbeat heartbeat;

  private RestoreSession(
      Connector connector,
      RestoreTask task,
      Manifest manifest,
      List<BackupSet> sets,
      Target target,
      RestoreJournal journal,
      Heartbeat heartbeat) {
    this.connector = connector;
    this.task = task;
    this.manifest = manifest;
    this.sets = List.copyOf(sets);
    this.target = target;
    this.journal = journal;
    this.heartbeat = heartbeat;
  }

  /// @throws io.holdfast.workflows.error.HoldfastException BACKUP_NOT_FOUND, INSTANCE_NOT_FOUND and
  ///   what the store throws
  static RestoreSession open(
      Repository repository, Connector connector, RestoreTask task, Heartbeat heartbeat) {
    BackupReader backups = new BackupReader(repository);
    Manifest manifest = backups.require(task.backup());
    return new RestoreSession(
        connector,
        task,
        manifest,
        backups.objects(manifest),
        new Target(
            RegisteredInstances.require(repository.catalogue(), task.request().target()),
            connector),
        new RestoreJournal(repository.work(task.request().operation())),
        heartbeat);
  }

  RestoreTask task() {
    return task;
  }

  /// The objects of each replica set.
  List<BackupSet> sets() {
    return sets;
  }

  /// Whether the target's server replays the oplog: not where there is more than one, and not
  /// through a router.
  boolean replays() {
    return manifest.cluster() == null
        && target.doing("The look at the target", () -> !target.isRouter());
  }

  Target target() {
    return target;
  }

  /// The shards of a target that is a cluster; to be closed.
  ShardServers shards() {
    return ShardServers.of(target, new TopologyInspector(connector).inspect(target.instance()));
  }

  RestoreJournal journal() {
    return journal;
  }

  /// A meter for a stage of this step.
  ProgressMeter meter(String stage, String unit, long total) {
    return new ProgressMeter(heartbeat, stage, unit, total);
  }

  /// The backup at its point in time: reads all metadata and the kept oplog.
  ///
  /// @param meter beaten meanwhile; a resume point that it has is kept
  Snapshot snapshot(ProgressMeter meter) {
    return Snapshot.of(manifest, sets, meter);
  }

  /// What this restore drops: what the target held when it was first asked.
  ///
  /// @param step what errors say that was being done
  TargetContent drops(String step, Goal goal) {
    boolean whole = task.request().selection() == null;
    journal.allow(
        target.doing(
            step,
            () -> whole ? TargetContent.of(target) : TargetContent.of(target, goal.namespaces())));
    return journal.drops().orElseThrow();
  }

  /// What the target is to hold in the end.
  Goal goal(Snapshot snapshot) {
    return new Goal(snapshot, task.request().selection());
  }

  /// What is loaded, replayed and indexed: the same, or beside what it is to replace.
  Goal work(Snapshot snapshot) {
    Goal goal = goal(snapshot);
    return task.request().isShadowed() ? new Shadow(this, goal).beside() : goal;
  }

  /// How many documents the target is to hold, as far as the manifest alone tells.
  long documents() {
    return Snapshot.expected(manifest).stream()
        .filter(expected -> isChosen(expected.namespace()))
        .mapToLong(expected -> expected.content().documents())
        .sum();
  }

  /// How many documents were dumped of what is brought back, as far as the manifest alone tells.
  long dumpedDocuments() {
    return manifest.replicaSets().stream()
        .flatMap(set -> set.collections().stream())
        .filter(dumped -> isChosen(dumped.namespace()))
        .mapToLong(dumped -> dumped.dumped().documents())
        .sum();
  }

  private boolean isChosen(Namespace namespace) {
    Selection selection = task.request().selection();
    return Scope.of(namespace) == Scope.DATA && (selection == null || selection.chooses(namespace));
  }

  /// What the collections of users and roles must hold, where they are taken over.
  Map<Namespace, Content> authorization() {
    Map<Namespace, Content> contents = new LinkedHashMap<>();
    if (task.request().users() == UsersPolicy.TAKE) {
      AUTHORIZATION.forEach(namespace -> contents.put(namespace, Content.EMPTY));
      Snapshot.expected(manifest).stream()
          .filter(expected -> AUTHORIZATION.contains(expected.namespace()))
          .forEach(expected -> contents.put(expected.namespace(), expected.content()));
    }
    return contents;
  }

  @Override
  public void close() {
    target.close();
  }
}
