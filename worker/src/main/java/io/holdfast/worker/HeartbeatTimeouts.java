package io.holdfast.worker;

import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;

/// Gives each activity that heartbeats the worker's own heartbeat timeout, but one with a shorter
/// timeout than is usual at most its own. What a workflow has recorded does not depend on it: a
/// replay does not compare timeouts.
final class HeartbeatTimeouts extends WorkerInterceptorBase {
  private final Duration timeout;

  HeartbeatTimeouts(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Activities(outbound));
      }
    };
  }

  private final class Activities extends WorkflowOutboundCallsInterceptorBase {
    Activities(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              timed(input.getOptions()),
              input.getHeader()));
    }

    private ActivityOptions timed(ActivityOptions options) {
      Duration own = options.getHeartbeatTimeout();
      return own == null ? options : options.toBuilder().setHeartbeatTimeout(chosen(own)).build();
    }
  }

  Duration chosen(Duration own) {
    boolean usual = own.compareTo(ActivityProfiles.HEARTBEAT) >= 0;
    return usual || timeout.compareTo(own) < 0 ? timeout : own;
  }
}
