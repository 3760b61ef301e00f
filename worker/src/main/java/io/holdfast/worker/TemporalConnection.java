package io.holdfast.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker's connection to its Temporal service.
final class TemporalConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalConnection.class);
  private static final Duration ASK_EVERY = Duration.ofMillis(500);
  private static final Duration SAY_EVERY = Duration.ofSeconds(30);
  private static final long ANSWER_SECONDS = 5;

  private final String address;
  private final String namespace;
  private final WorkflowServiceStubs stubs;

  /// Connects lazily: nothing is asked yet.
  TemporalConnection(String address, String namespace) {
    this.address = address;
    this.namespace = namespace;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                // A server that comes back is found within this time.
                .setConnectionBackoffResetFrequency(Duration.ofSeconds(2))
                .build());
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  /// Waits until the service answers and has the namespace, and says so now and then: workers and
  /// Temporal are often started together, in any order.
  ///
  /// @throws HoldfastException ACCESS_DENIED when the service refuses the worker
  void await() throws InterruptedException {
    Instant sayAgain = Instant.MIN;
    while (true) {
      try {
        describeNamespace();
        return;
      } catch (StatusRuntimeException e) {
        String trouble = trouble(e);
        if (Instant.now().isAfter(sayAgain)) {
          LOG.info("Waiting for Temporal at {}: {}.", address, trouble);
          sayAgain = Instant.now().plus(SAY_EVERY);
        }
        Thread.sleep(ASK_EVERY);
      }
    }
  }

  private void describeNamespace() {
    var _ =
        stubs
            .blockingStub()
            .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
  }

  private String trouble(StatusRuntimeException e) {
    Status.Code code = e.getStatus().getCode();
    if (code == Status.Code.PERMISSION_DENIED || code == Status.Code.UNAUTHENTICATED) {
      throw new HoldfastException(
          ErrorCode.ACCESS_DENIED,
          "Temporal at %s refuses the worker in the namespace '%s'.".formatted(address, namespace),
          "Give the worker a role that may run workflows there.",
          e);
    }
    return code == Status.Code.NOT_FOUND
        ? "it has no namespace '%s' yet".formatted(namespace)
        : "it does not answer yet (%s)".formatted(code);
  }

  @Override
  public void close() {
    stubs.shutdown();
    if (!stubs.awaitTermination(ANSWER_SECONDS, TimeUnit.SECONDS)) {
      stubs.shutdownNow();
    }
  }
}
