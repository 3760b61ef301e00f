package io.holdfast.api.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/// Whether Temporal answers at all.
@Singleton
public final class TemporalHealth {
  private static final int PATIENCE_SECONDS = 2;

  private final WorkflowServiceStubs service;

  TemporalHealth(WorkflowServiceStubs service) {
    this.service = service;
  }

  /// Asks it for nothing in particular; waits two seconds at most.
  public boolean isReachable() {
    try {
      var _ =
          service
              .blockingStub()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
