package io.holdfast.workflows.execution;

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
    return why.message().contains(member.address())
        ? why.toException()
        : new HoldfastException(why.code(), member + ": " + why.message(), why.hint());
  }
}
