package io.holdfast.api.temporal;

import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.filerestore.FileRestoreWorkflow;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.filerestore.RestoreFinishAnswer;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.InstanceLock;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The runs in Temporal that wait for people to copy data files. Each call names the run that it
/// means.
@Singleton
public final class CopyRuns {
  private static final String COPY_QUERY = "copy";

  private final WorkflowClient client;

  CopyRuns(WorkflowClient client) {
    this.client = client;
  }

  /// How far the backup is.
  ///
  /// @throws HoldfastException OPERATION_FINISHED, TEMPORAL_UNAVAILABLE
  public CopyStatus copy(OperationId operation, String runId) {
    return ask(
        operation,
        "the files of " + operation,
        () -> stub(operation, runId).query(COPY_QUERY, CopyStatus.class));
  }

  /// Says that the files are copied.
  ///
  /// @throws HoldfastException OPERATION_FINISHED, TEMPORAL_UNAVAILABLE
  public FinishAnswer finish(OperationId operation, String runId, String token) {
    return ask(
        operation,
        "the finish of " + operation,
        () ->
            stub(operation, runId)
                .update(ExternalBackupWorkflow.FINISH, FinishAnswer.class, token));
  }

  /// How far the restore of data files is with its copy.
  ///
  /// @throws HoldfastException OPERATION_FINISHED, TEMPORAL_UNAVAILABLE
  public RestoreCopyStatus restoreCopy(OperationId operation, String runId) {
    return ask(
        operation,
        "the copy of " + operation,
        () -> stub(operation, runId).query(COPY_QUERY, RestoreCopyStatus.class));
  }

  /// Says that the files are where a restore wants them.
  ///
  /// @throws HoldfastException OPERATION_FINISHED, TEMPORAL_UNAVAILABLE
  ///
  /// @param settings what the files need to be opened; null for what the backup says
  public RestoreFinishAnswer restoreFinish(
      OperationId operation, String runId, String token, @Nullable FileSettings settings) {
    return ask(
        operation,
        "the finish of " + operation,
        () ->
            stub(operation, runId)
                .update(FileRestoreWorkflow.FINISH, RestoreFinishAnswer.class, token, settings));
  }

  private static <T> T ask(OperationId operation, String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (WorkflowNotFoundException e) {
      throw Runs.finished(operation);
    } catch (WorkflowQueryException e) {
      throw new HoldfastException(
          ErrorCode.TEMPORAL_UNAVAILABLE,
          "No worker answers for %s.".formatted(operation),
          "See that a worker runs, and ask again.",
          e);
    } catch (WorkflowUpdateException e) {
      // An answer is never a failure: the run ended while it was asked.
      throw Runs.finished(operation);
    } catch (WorkflowServiceException e) {
      throw TemporalErrors.unavailable(what, e);
    }
  }

  private WorkflowStub stub(OperationId operation, String runId) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder()
            .setWorkflowExecution(
                WorkflowExecution.newBuilder()
                    .setWorkflowId(InstanceLock.workflowId(operation.instance()))
                    .setRunId(runId)
                    .build())
            .build());
  }
}
