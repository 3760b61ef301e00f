package io.holdfast.api.temporal;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.OperationStarter;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The runs of operations in Temporal. Each call names the run that it means, except the one that
/// asks who holds a lock.
@Singleton
public final class Runs {
  private static final String PROGRESS_QUERY = "progress";

  private final WorkflowClient client;
  private final DataConverter payloads;

  Runs(WorkflowClient client) {
    this.client = client;
    this.payloads = client.getOptions().getDataConverter();
  }

  /// Looks at the run. Never fails because Temporal is away: that is a sighting too.
  public Sighting look(OperationId operation, String runId) {
    WorkflowStub run = stub(operation.instance(), runId);
    try {
      WorkflowExecutionDescription description = run.describe();
      return isRunning(description)
          ? new Sighting.Running(status(run), work(description))
          : new Sighting.Gone();
    } catch (WorkflowNotFoundException e) {
      return new Sighting.Gone();
    } catch (WorkflowServiceException e) {
      return new Sighting.Unknown();
    }
  }

  /// The operation that holds the instance's lock now.
  ///
  /// @throws HoldfastException TEMPORAL_UNAVAILABLE
  public Optional<OperationId> holder(InstanceId instance) {
    return locking(instance).flatMap(run -> operation(run));
  }

  /// The run of an operation that has not begun yet: it holds the lock, but no record names it.
  ///
  /// @throws HoldfastException TEMPORAL_UNAVAILABLE
  public Optional<String> lockedBy(OperationId operation) {
    return locking(operation.instance())
        .filter(run -> operation(run).equals(Optional.of(operation)))
        .map(run -> run.getExecution().getRunId());
  }

  private Optional<WorkflowExecutionDescription> locking(InstanceId instance) {
    try {
      return Optional.of(stub(instance, null).describe()).filter(Runs::isRunning);
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (WorkflowServiceException e) {
      throw TemporalErrors.unavailable("who holds the lock of " + instance, e);
    }
  }

  private static Optional<OperationId> operation(WorkflowExecutionDescription run) {
    return Optional.ofNullable(
            run.getMemo(OperationStarter.MEMO_OPERATION, String.class, String.class))
        .map(OperationId::parse);
  }

  /// Asks the run to end and clean up after itself.
  ///
  /// @throws HoldfastException OPERATION_FINISHED, TEMPORAL_UNAVAILABLE
  public void cancel(OperationId operation, String runId, String reason) {
    try {
      stub(operation.instance(), runId).cancel(reason);
    } catch (WorkflowNotFoundException e) {
      throw finished(operation);
    } catch (WorkflowServiceException e) {
      throw TemporalErrors.unavailable("the cancel of " + operation, e);
    }
  }

  /// The error of whoever wants to change an operation that is over.
  public static HoldfastException finished(OperationId operation) {
    return new HoldfastException(
        ErrorCode.OPERATION_FINISHED,
        "%s is over.".formatted(operation),
        "'holdfast describe %s' shows how it ended.".formatted(operation));
  }

  private WorkflowStub stub(InstanceId instance, @Nullable String runId) {
    WorkflowExecution.Builder execution =
        WorkflowExecution.newBuilder().setWorkflowId(InstanceLock.workflowId(instance));
    if (runId != null) {
      execution.setRunId(runId);
    }
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowExecution(execution.build()).build());
  }

  private static boolean isRunning(WorkflowExecutionDescription description) {
    return description.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static @Nullable OperationStatus status(WorkflowStub run) {
    try {
      return run.query(PROGRESS_QUERY, OperationStatus.class);
    } catch (WorkflowQueryException | WorkflowServiceException e) {
      return null;
    }
  }

  private List<Sighting.Work> work(WorkflowExecutionDescription description) {
    return description.getRawDescription().getPendingActivitiesList().stream()
        .map(this::work)
        .toList();
  }

  private Sighting.Work work(PendingActivityInfo activity) {
    return new Sighting.Work(
        activity.getActivityType().getName(),
        Math.max(1, activity.getAttempt()),
        activity.hasLastFailure() ? activity.getLastFailure().getMessage() : null,
        progress(activity));
  }

  private @Nullable Progress progress(PendingActivityInfo activity) {
    if (!activity.hasHeartbeatDetails()) {
      return null;
    }
    try {
      return payloads.fromPayloads(
          0, Optional.of(activity.getHeartbeatDetails()), Progress.class, Progress.class);
    } catch (DataConverterException e) {
      // Some activities heartbeat only that they live.
      return null;
    }
  }
}
