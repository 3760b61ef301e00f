package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.dump.LogicalDump;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalBackupActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;

/// The logical dump as activities.
public final class MongoBackupActivities implements LogicalBackupActivities {
  private final LogicalDump dump;

  public MongoBackupActivities(LogicalDump dump) {
    this.dump = dump;
  }

  @Override
  public DumpPlan prepare(LogicalSource source) {
    return ActivityBoundary.heartbeating(heartbeat -> dump.prepare(source, heartbeat));
  }

  @Override
  public DumpSummary dump(LogicalSource source) {
    return ActivityBoundary.heartbeating(heartbeat -> dump.dump(source, heartbeat));
  }

  @Override
  public OplogWindow captureOplog(LogicalSource source) {
    return ActivityBoundary.heartbeating(heartbeat -> dump.captureOplog(source, heartbeat));
  }
}
