package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.restore.BackupComparison;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.compare.CompareActivities;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.restore.Proof;

/// The comparison as activities.
public final class MongoCompareActivities implements CompareActivities {
  private final BackupComparison comparison;

  public MongoCompareActivities(BackupComparison comparison) {
    this.comparison = comparison;
  }

  @Override
  public CompareTask admit(CompareRequest request) {
    return ActivityBoundary.call(() -> comparison.admit(request));
  }

  @Override
  public Proof compare(CompareTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> comparison.compare(task, heartbeat));
  }

  @Override
  public void record(ComparisonRecord found) {
    var _ =
        ActivityBoundary.call(
            () -> {
              comparison.record(found);
              return true;
            });
  }
}
