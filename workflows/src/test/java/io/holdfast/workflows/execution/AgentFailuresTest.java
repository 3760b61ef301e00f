package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import org.junit.jupiter.api.Test;

class AgentFailuresTest {
  private static HoldfastException named(TimeoutType type) {
    return AgentFailures.named(
        new InstanceId("shop"),
        MemberId.parse("rs0/db1:27017"),
        new ActivityFailure(
            "",
            1,
            2,
            "Member.Recover",
            "7",
            RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED,
            "agent",
            new TimeoutFailure("", null, type)));
  }

  @Test
  void anAgentThatFallsSilentInAStepIsNamedAndNotTheWorker() {
    HoldfastException failure = named(TimeoutType.TIMEOUT_TYPE_HEARTBEAT);

    assertThat(failure.code()).isEqualTo(ErrorCode.STEP_TIMED_OUT);
    assertThat(failure.message()).contains("rs0/db1:27017", "'shop'", "Member.Recover");
    assertThat(failure.hint())
        .contains("holdfast-agent/shop/rs0/db1:27017")
        .doesNotContain("worker");
  }

  @Test
  void oneThatTakesNoTasksIsMissing() {
    assertThat(named(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START).code())
        .isEqualTo(ErrorCode.AGENT_MISSING);
  }
}
