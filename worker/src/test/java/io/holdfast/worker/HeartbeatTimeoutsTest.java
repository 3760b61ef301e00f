package io.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.runtime.ActivityProfiles;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTimeoutsTest {
  private static final Duration OF_AN_AGENT = Duration.ofSeconds(15);

  @Test
  void aLongTimeoutLeavesAShorterOneOfTheActivitysOwn() {
    HeartbeatTimeouts timeouts = new HeartbeatTimeouts(Duration.ofMinutes(5));

    assertThat(timeouts.chosen(ActivityProfiles.HEARTBEAT)).isEqualTo(Duration.ofMinutes(5));
    assertThat(timeouts.chosen(OF_AN_AGENT)).isEqualTo(OF_AN_AGENT);
  }

  @Test
  void aShortTimeoutIsEverybodys() {
    HeartbeatTimeouts timeouts = new HeartbeatTimeouts(Duration.ofSeconds(10));

    assertThat(timeouts.chosen(ActivityProfiles.HEARTBEAT)).isEqualTo(Duration.ofSeconds(10));
    assertThat(timeouts.chosen(OF_AN_AGENT)).isEqualTo(Duration.ofSeconds(10));
  }
}
