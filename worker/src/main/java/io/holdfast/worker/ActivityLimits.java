package io.holdfast.worker;

import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;

/// Gives activities the worker's own limits: each that heartbeats its heartbeat timeout, but one
/// with a shorter timeout than is usual at most its own; a backup's look at its deployment the
/// patience with one that does not answer. What a workflow has recorded does not depend on them: a
/// replay does not compare timeouts.
final class ActivityLimits extends WorkerInterceptorBase {
  private final Duration heartbeat;
  private final Duration databasePatience;

  ActivityLimits(Duration heartbeat, Duration databasePatience) {
    this.heartbeat = heartbeat;
    this.databasePatience = databasePatience;
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
              limited(input.getOptions()),
              input.getHeader()));
    }
  }

  ActivityOptions limited(ActivityOptions options) {
    ActivityOptions.Builder limited = options.toBuilder();
    Duration own = options.getHeartbeatTimeout();
    if (own != null) {
      limited.setHeartbeatTimeout(chosen(own));
    }
    if (ActivityProfiles.DATABASE_PATIENCE.equals(options.getScheduleToCloseTimeout())) {
      limited.setScheduleToCloseTimeout(databasePatience);
    }
    return limited.build();
  }

  private Duration chosen(Duration own) {
    boolean usual = own.compareTo(ActivityProfiles.HEARTBEAT) >= 0;
    return usual || heartbeat.compareTo(own) < 0 ? heartbeat : own;
  }
}
