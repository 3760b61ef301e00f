package io.holdfast.worker;

import io.holdfast.activities.mongodb.BackupActivitiesImpl;
import io.holdfast.activities.mongodb.CopyCommandActivitiesImpl;
import io.holdfast.activities.mongodb.MongoBackupActivities;
import io.holdfast.activities.mongodb.MongoClusterActivities;
import io.holdfast.activities.mongodb.MongoCompareActivities;
import io.holdfast.activities.mongodb.MongoExternalActivities;
import io.holdfast.activities.mongodb.MongoFileRestoreActivities;
import io.holdfast.activities.mongodb.MongoRestoreActivities;
import io.holdfast.activities.mongodb.MongoTopologyActivities;
import io.holdfast.activities.mongodb.cluster.Balancer;
import io.holdfast.activities.mongodb.cluster.ClusterPrivileges;
import io.holdfast.activities.mongodb.cluster.ClusterTime;
import io.holdfast.activities.mongodb.command.CommandedCopy;
import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.mongodb.command.CopyCommandRunner;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.mongodb.cursor.CursorHolder;
import io.holdfast.activities.mongodb.cursor.CursorSettings;
import io.holdfast.activities.mongodb.cursor.ExternalCompletion;
import io.holdfast.activities.mongodb.cursor.OwnCursors;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.mongodb.dump.LogicalDump;
import io.holdfast.activities.mongodb.filerestore.FileRestorePlanner;
import io.holdfast.activities.mongodb.filerestore.PrimaryWatch;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.lock.WatchdogProcess;
import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.mongodb.restore.BackupComparison;
import io.holdfast.activities.mongodb.restore.LogicalRestore;
import io.holdfast.activities.mongodb.restore.OwnShadows;
import io.holdfast.activities.mongodb.sharding.OwnedContents;
import io.holdfast.activities.operation.OperationActivitiesImpl;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.operation.TemporalClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Every activity that a worker runs.
final class ActivityImplementations {
  /// How long restored servers may take to start and to elect a primary.
  private static final Duration AGREEMENT = Duration.ofMinutes(5);

  private ActivityImplementations() {}

  static List<Object> of(Repository repository, WorkerSettings settings) {
    Connector connector = new Connector(System::getenv, repository.sealing()::unseal);
    ExpectedContents contents = new ExpectedContents(repository.payloads());
    Balancer balancer = new Balancer(connector);
    OwnCursors left = new OwnCursors(repository, connector);
    LogicalRestore restore = new LogicalRestore(repository, connector);
    return List.of(
        new OperationActivitiesImpl(
            repository,
            id -> balancer.start(RegisteredInstances.require(repository.catalogue(), id)),
            left,
            new OwnShadows(repository.catalogue(), connector),
            settings.heartbeatTimeout()),
        new TemporalClaims(),
        new MongoTopologyActivities(repository.catalogue(), new TopologyInspector(connector)),
        new BackupActivitiesImpl(
            repository.catalogue(),
            new BackupCompletion(
                repository,
                contents::at,
                new OwnedContents(repository.payloads())::of,
                Clock.systemUTC())),
        new MongoClusterActivities(
            repository.catalogue(),
            new ClusterPrivileges(connector),
            balancer,
            new ClusterTime(connector)),
        new MongoBackupActivities(new LogicalDump(repository, connector)),
        new MongoExternalActivities(
            new CursorHolder(
                repository,
                connector,
                CursorSettings.polling(settings.cursorPoll()),
                WatchdogProcess.of(connector)),
            left,
            new ExternalCompletion(repository, Clock.systemUTC())),
        new MongoFileRestoreActivities(
            repository,
            new FileRestorePlanner(repository, connector),
            new PrimaryWatch(repository.catalogue(), connector, AGREEMENT)),
        new MongoRestoreActivities(restore),
        new MongoCompareActivities(new BackupComparison(repository, connector)));
  }

  /// What runs the copy command that the worker's configuration names.
  static Object copyCommand(Repository repository, CopyCommand command) {
    return new CopyCommandActivitiesImpl(
        new CommandedCopy(
            new CopyLists(repository), new CopyCommandRunner(command, System.getenv())));
  }
}
