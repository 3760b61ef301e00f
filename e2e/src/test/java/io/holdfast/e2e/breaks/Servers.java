package io.holdfast.e2e.breaks;

import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The real servers of these tests: MongoDB, and Temporal as somebody with its own tools sees it.
final class Servers {
  private static final String NAMESPACE = "default";

  private Servers() {}

  /// A replica set of one real `mongod`; skips the test where there is none.
  static RealReplicaSet replicaSet(String name) {
    Optional<Path> mongod = RealReplicaSet.find();
    Assumptions.assumeTrue(mongod.isPresent(), "no mongod on the PATH");
    return RealReplicaSet.start(mongod.orElseThrow(), name, 1);
  }

  /// One of MongoDB's own tools; skips the test where it is not on the PATH.
  static Path program(String name) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "no " + name + " on the PATH");
    return found.orElseThrow();
  }

  /// Ends a workflow without its clean-up.
  static void terminate(Stack stack, String workflow) {
    var _ =
        with(
            stack,
            service -> {
              WorkflowClient.newInstance(service, WorkflowClientOptions.getDefaultInstance())
                  .newUntypedWorkflowStub(workflow)
                  .terminate("a person did");
              return true;
            });
  }

  /// Whether a worker has begun an activity of the workflow, and not ended it.
  static boolean runs(Stack stack, String workflow, String activity) {
    DescribeWorkflowExecutionRequest.Builder question =
        DescribeWorkflowExecutionRequest.newBuilder().setNamespace(NAMESPACE);
    question.getExecutionBuilder().setWorkflowId(workflow);
    return with(
        stack,
        service ->
            service
                .blockingStub()
                .describeWorkflowExecution(question.build())
                .getPendingActivitiesList()
                .stream()
                .anyMatch(
                    pending ->
                        pending.getActivityType().getName().equals(activity)
                            && pending.hasLastStartedTime()));
  }

  private static <T> T with(Stack stack, Function<WorkflowServiceStubs, T> ask) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(stack.temporal().address()).build());
    try {
      return ask.apply(service);
    } finally {
      service.shutdownNow();
    }
  }
}
