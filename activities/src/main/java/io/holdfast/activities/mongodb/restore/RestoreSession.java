package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.restore.RestoreTask;
import java.util.List;

/// One step of a restore at work: the task, the backup at its point in time, the target, and what
/// the repository keeps of the steps before. Closing it closes the target's client.
final class RestoreSession implements AutoCloseable {
  private final RestoreTask task;
  private final ReplicaSetContent content;
  private final BackupSet set;
  private final Target target;
  private final RestoreJournal journal;
  private final Heartbeat heartbeat;

  private RestoreSession(
      RestoreTask task,
      ReplicaSetContent content,
      BackupSet set,
      Target target,
      RestoreJournal journal,
      Heartbeat heartbeat) {
    this.task = task;
    this.content = content;
    this.set = set;
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
    // The gates let only backups of one replica set pass.
    ReplicaSetContent content = manifest.replicaSets().getFirst();
    return new RestoreSession(
        task,
        content,
        backups.objects(manifest, content),
        new Target(
            RegisteredInstances.require(repository.catalogue(), task.request().target()),
            connector),
        new RestoreJournal(repository.work(task.request().operation())),
        heartbeat);
  }

  RestoreTask task() {
    return task;
  }

  /// What the manifest says of the replica set.
  ReplicaSetContent content() {
    return content;
  }

  BackupSet set() {
    return set;
  }

  Target target() {
    return target;
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
  Timeline timeline(ProgressMeter meter) {
    return Timeline.of(set, meter);
  }

  /// The collections of users' data at the point in time.
  static List<CollectionAt> data(Timeline timeline) {
    return timeline.collections().stream()
        .filter(collection -> Scope.of(collection.namespace()) == Scope.DATA)
        .toList();
  }

  @Override
  public void close() {
    target.close();
  }
}
