package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.temporal.api.enums.v1.TimeoutType;

/// What went wrong at an agent, with its member's name.
final class AgentFailures {
  private AgentFailures() {}

  static HoldfastException named(InstanceId instance, MemberId member, RuntimeException failure) {
    if (Timeouts.isOf(failure, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START)) {
      return new HoldfastException(
          ErrorCode.AGENT_MISSING,
          "No agent answers for %s of '%s'.".formatted(member, instance),
          "Start one on that host: holdfast agent --instance %s --member %s --dbpath …; one that is"
                  .formatted(instance, member)
              + " at work does not answer either.");
    }
    FailureInfo why = Failures.describe(failure);
    if (why.code() == ErrorCode.STEP_TIMED_OUT) {
      return new HoldfastException(
          why.code(),
          "The agent of %s of '%s' fell silent: %s".formatted(member, instance, why.message()),
          "See that it runs on that host and reaches Temporal (task queue %s), and its log; then start"
                  .formatted(AgentQueue.of(instance, member))
              + " the operation again.");
    }
    return why.message().contains(member.address())
        ? why.toException()
        : new HoldfastException(why.code(), member + ": " + why.message(), why.hint());
  }
}
