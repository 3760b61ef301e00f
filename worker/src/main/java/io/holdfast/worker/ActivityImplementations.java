package io.holdfast.worker;

import io.holdfast.activities.mongodb.BackupActivitiesImpl;
import io.holdfast.activities.mongodb.MongoBackupActivities;
import io.holdfast.activities.mongodb.MongoCompareActivities;
import io.holdfast.activities.mongodb.MongoRestoreActivities;
import io.holdfast.activities.mongodb.MongoTopologyActivities;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.mongodb.dump.LogicalDump;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.mongodb.restore.BackupComparison;
import io.holdfast.activities.mongodb.restore.LogicalRestore;
import io.holdfast.activities.operation.OperationActivitiesImpl;
import io.holdfast.activities.repository.Repository;
import java.time.Clock;
import java.util.List;

/// Every activity that a worker runs.
final class ActivityImplementations {
  private ActivityImplementations() {}

  static List<Object> of(Repository repository) {
    Connector connector = new Connector(System::getenv, repository.sealing()::unseal);
    ExpectedContents contents = new ExpectedContents(repository.payloads());
    return List.of(
        new OperationActivitiesImpl(repository),
        new MongoTopologyActivities(repository.catalogue(), new TopologyInspector(connector)),
        new BackupActivitiesImpl(
            repository.catalogue(),
            new BackupCompletion(repository, contents::at, Clock.systemUTC())),
        new MongoBackupActivities(new LogicalDump(repository, connector)),
        new MongoRestoreActivities(new LogicalRestore(repository, connector)),
        new MongoCompareActivities(new BackupComparison(repository, connector)));
  }
}
