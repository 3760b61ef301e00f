package io.holdfast.workflows.compare;

import io.holdfast.workflows.restore.Proof;
import io.temporal.activity.ActivityInterface;

/// The steps of a comparison, in order. None changes the instance; each is idempotent.
@ActivityInterface(namePrefix = "Compare.")
public interface CompareActivities {

  /// Finds the backup and looks at the instance. Fails with BACKUP_NOT_FOUND, INSTANCE_NOT_FOUND
  /// or, where the two cannot be compared, METHOD_NOT_SUPPORTED.
  CompareTask admit(CompareRequest request);

  /// Reads every collection of the instance and compares it with the manifest, and options, indexes
  /// and views with those of the point in time. A difference is an answer, not a failure.
  /// Heartbeats [io.holdfast.workflows.model.Progress].
  Proof compare(CompareTask task);

  /// Writes the comparison's record.
  void record(ComparisonRecord comparison);
}
