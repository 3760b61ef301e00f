package io.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityLimitsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ActivityOptions OF_AN_AGENT = ActivityProfiles.agentStep("queue");

  private static ActivityLimits limits(Duration heartbeat) {
    return new ActivityLimits(heartbeat, PATIENCE);
  }

  @Test
  void aLongTimeoutLeavesAShorterOneOfTheActivitysOwn() {
    ActivityLimits limits = limits(Duration.ofMinutes(5));

    assertThat(limits.limited(ActivityProfiles.bulk()).getHeartbeatTimeout()).hasMinutes(5);
    assertThat(limits.limited(OF_AN_AGENT)).isEqualTo(OF_AN_AGENT);
  }

  @Test
  void aShortTimeoutIsEverybodys() {
    ActivityLimits limits = limits(Duration.ofSeconds(10));

    assertThat(limits.limited(ActivityProfiles.bulk()).getHeartbeatTimeout()).hasSeconds(10);
    assertThat(limits.limited(OF_AN_AGENT).getHeartbeatTimeout()).hasSeconds(10);
  }

  @Test
  void thePatienceWithADatabaseIsTheWorkersAndNobodyElsesLimit() {
    ActivityLimits limits = limits(Duration.ofMinutes(1));

    assertThat(limits.limited(ActivityProfiles.admission()).getScheduleToCloseTimeout())
        .isEqualTo(PATIENCE);
    assertThat(limits.limited(ActivityProfiles.control())).isEqualTo(ActivityProfiles.control());
  }
}
