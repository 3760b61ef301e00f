package io.holdfast.workflows.filerestore;

import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Brings the data files of one backup back onto every member of one instance, through the members'
/// agents: prepare, copy, complete. A cancel before the end puts the old data back. Runs under the
/// target's lock.
@WorkflowInterface
public interface FileRestoreWorkflow {
  /// The signal and the update by which somebody says that the files are copied.
  String FINISH = "finish";

  @WorkflowMethod(name = "FileRestore")
  RestoreResult run(RestoreRequest request);

  @QueryMethod
  RestoreState state();

  /// Which stage the restore is in.
  @QueryMethod
  OperationStatus progress();

  /// Where the files are to be put, until when, and by which token that is said to be done.
  @QueryMethod
  RestoreCopyStatus copy();

  /// Says that the files are copied. What is refused is shown in the workflow's details.
  ///
  /// @param token as [io.holdfast.workflows.external.CopyToken] has it
  @SignalMethod(name = FINISH)
  void copied(String token);

  /// As the signal, with an answer. Accepted does not mean restored: the files are checked first,
  /// and where they are not the backup's, the copy is asked for again.
  ///
  /// @param settings what the files need to be opened beyond the backup's own options; null for
  ///   nothing
  @UpdateMethod(name = FINISH)
  RestoreFinishAnswer finish(String token, @Nullable FileSettings settings);
}
