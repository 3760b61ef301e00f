package io.holdfast.api.temporal;

import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.instance.InspectWorkflow;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.restore.PlanWorkflow;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Questions that only a worker can answer, asked by short workflows while a caller waits. They
/// take no lock and change nothing.
@Singleton
public final class Questions {
  private final WorkflowClient client;
  private final Duration limit;
  private final InstantSource clock;

  Questions(WorkflowClient client, TemporalConfiguration temporal, InstantSource clock) {
    this.client = client;
    this.limit = temporal.questionLimit();
    this.clock = clock;
  }

  /// The deployment behind a registered instance, as it is now.
  public Topology inspect(InstanceId instance) {
    InspectWorkflow workflow =
        client.newWorkflowStub(InspectWorkflow.class, options("inspect/" + instance));
    return ask("the topology of " + instance, () -> workflow.run(instance));
  }

  /// What a restore would do.
  public RestorePlan plan(RestoreRequest request) {
    PlanWorkflow workflow =
        client.newWorkflowStub(PlanWorkflow.class, options("plan/" + request.target()));
    return ask("the plan of a restore into " + request.target(), () -> workflow.run(request));
  }

  private <T> T ask(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (WorkflowFailedException e) {
      throw Failures.describe(e).toException();
    } catch (WorkflowServiceException e) {
      throw TemporalErrors.unavailable(what, e);
    }
  }

  private WorkflowOptions options(String subject) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(subject + "/" + Ulid.random(clock.instant()))
        .setTaskQueue(TaskQueues.CONTROL)
        // Unlike an operation, a question is worth nothing once its caller has gone.
        .setWorkflowExecutionTimeout(limit)
        .build();
  }
}
