package io.holdfast.workflows.operation;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.BackupWorkflow;
import io.holdfast.workflows.compare.CompareState;
import io.holdfast.workflows.compare.CompareWorkflow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.filerestore.FileRestoreWorkflow;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreWorkflow;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Starts operations: the right workflow under the instance's lock, with what the Temporal UI shows
/// of it. Safe for many threads.
///
/// The operation's record is the caller's to create, before. Starting an operation that runs
/// already answers its run; one that has ended is not started again (`begin` refuses it), so a
/// caller that finds the record over need not come here.
public final class OperationStarter {
  /// The memo that says which operation a run works on.
  public static final String MEMO_OPERATION = "operation";

  // How often the lock may be seen taken and then found free again, before it counts as taken.
  private static final int ATTEMPTS = 3;

  private final WorkflowClient client;
  private final BooleanSupplier searchable;

  public OperationStarter(WorkflowClient client) {
    this(client, new AttributeRegistry(client));
  }

  /// @param searchable whether our search attributes are registered with the client's namespace
  public OperationStarter(WorkflowClient client, BooleanSupplier searchable) {
    this.client = client;
    this.searchable = searchable;
  }

  /// Starts the operation's workflow.
  ///
  /// @throws HoldfastException TEMPORAL_UNAVAILABLE; whether it was started is then unknown, and
  ///   asking again is safe
  public StartOutcome start(OperationRequest request) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<StartOutcome> outcome = startOnce(request);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
      return new StartOutcome.Busy(null);
    } catch (WorkflowServiceException e) {
      throw new HoldfastException(
          ErrorCode.TEMPORAL_UNAVAILABLE,
          "Temporal did not start %s.".formatted(request.operation()),
          "See that the Temporal service runs and the worker's and API's settings name it; then"
              + " send the request again.",
          e);
    }
  }

  /// Empty when the lock's holder was gone before it could be asked who it is.
  private Optional<StartOutcome> startOnce(OperationRequest request) {
    try {
      return Optional.of(new StartOutcome.Started(submit(request).getRunId()));
    } catch (WorkflowExecutionAlreadyStarted e) {
      return describe(e.getExecution(), request.operation());
    }
  }

  private WorkflowExecution submit(OperationRequest request) {
    if (!searchable.getAsBoolean()) {
      return submit(request, options(request));
    }
    try {
      return submit(request, options(request).setTypedSearchAttributes(attributes(request)));
    } catch (WorkflowServiceException e) {
      if (status(e) != Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      // Attributes registered just now, of which this front end has not heard yet.
      return submit(request, options(request));
    }
  }

  private WorkflowExecution submit(OperationRequest request, WorkflowOptions.Builder options) {
    return switch (request) {
      case OperationRequest.Backup(var backup) ->
          backup.method().isOfFiles()
              ? WorkflowClient.start(
                  client.newWorkflowStub(ExternalBackupWorkflow.class, options.build())::run,
                  backup)
              : WorkflowClient.start(
                  client.newWorkflowStub(BackupWorkflow.class, options.build())::run, backup);
      case OperationRequest.Restore(var restore) ->
          restore.files() != null
              ? WorkflowClient.start(
                  client.newWorkflowStub(FileRestoreWorkflow.class, options.build())::run, restore)
              : WorkflowClient.start(
                  client.newWorkflowStub(RestoreWorkflow.class, options.build())::run, restore);
      case OperationRequest.Compare(var compare) ->
          WorkflowClient.start(
              client.newWorkflowStub(CompareWorkflow.class, options.build())::run, compare);
    };
  }

  private Optional<StartOutcome> describe(WorkflowExecution holder, OperationId asked) {
    WorkflowExecutionDescription run;
    try {
      run =
          client
              .newUntypedWorkflowStub(
                  WorkflowTargetOptions.newBuilder().setWorkflowExecution(holder).build())
              .describe();
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
    OperationId operation = operation(run.getMemo(MEMO_OPERATION, String.class, String.class));
    if (asked.equals(operation)) {
      return Optional.of(new StartOutcome.Started(holder.getRunId()));
    }
    return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        ? Optional.of(new StartOutcome.Busy(operation))
        : Optional.empty();
  }

  private static @Nullable OperationId operation(@Nullable String memo) {
    return memo == null ? null : OperationId.parse(memo);
  }

  private static WorkflowOptions.Builder options(OperationRequest request) {
    OperationId operation = request.operation();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(InstanceLock.workflowId(operation.instance()))
        .setTaskQueue(TaskQueues.CONTROL)
        // The workflow id is the lock: held, it refuses; free, it may be taken again and again.
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setMemo(Map.of(MEMO_OPERATION, operation.toString()))
        .setStaticSummary(summary(request));
  }

  /// Ids and names have at most 64 characters, so this stays below Temporal's 200 bytes.
  private static String summary(OperationRequest request) {
    return switch (request) {
      case OperationRequest.Backup(var backup) ->
          "%s backup %s of %s"
              .formatted(lower(backup.method()), backup.name(), backup.operation().instance());
      case OperationRequest.Restore(var restore) ->
          "restore of %s/%s into %s"
              .formatted(restore.source(), restore.backup(), restore.target());
      case OperationRequest.Compare(var compare) ->
          "comparison of %s/%s with %s"
              .formatted(compare.source(), compare.backup(), compare.target());
    };
  }

  private static io.temporal.common.SearchAttributes attributes(OperationRequest request) {
    OperationId operation = request.operation();
    var attributes =
        io.temporal.common.SearchAttributes.newBuilder()
            .set(SearchAttributes.INSTANCE, operation.instance().value())
            .set(SearchAttributes.OPERATION, operation.toString());
    return switch (request) {
      case OperationRequest.Backup(var backup) ->
          attributes
              .set(SearchAttributes.NAME, backup.name().value())
              .set(SearchAttributes.METHOD, lower(backup.method()))
              .set(SearchAttributes.STATE, lower(BackupState.STARTING))
              .build();
      case OperationRequest.Restore(var restore) ->
          attributes
              .set(SearchAttributes.NAME, restore.backup().value())
              .set(SearchAttributes.STATE, lower(RestoreState.STARTING))
              .build();
      case OperationRequest.Compare(var compare) ->
          attributes
              .set(SearchAttributes.NAME, compare.backup().value())
              .set(SearchAttributes.STATE, lower(CompareState.STARTING))
              .build();
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Status.@Nullable Code status(WorkflowServiceException e) {
    return e.getCause() instanceof StatusRuntimeException s ? s.getStatus().getCode() : null;
  }
}
