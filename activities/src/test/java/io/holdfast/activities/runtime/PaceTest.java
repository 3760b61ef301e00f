package io.holdfast.activities.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong now = new AtomicLong(-5_000);

  @Test
  void whoReadsASecondsWorthWaitsASecondAndTheNextOneBehindIt() {
    Pace pace = new Pace(1_000L, now::get);

    assertThat(pace.read(1_000)).isEqualTo(seconds(1));
    assertThat(pace.read(500)).isEqualTo(seconds(1) + seconds(1) / 2);
  }

  @Test
  void whatWasWaitedIsPaid() {
    Pace pace = new Pace(1_000L, now::get);
    now.addAndGet(pace.read(1_000));

    assertThat(pace.read(1_000)).isEqualTo(seconds(1));
  }

  @Test
  void anIdleTimeIsNotSavedForABurst() {
    Pace pace = new Pace(1_000L, now::get);
    now.addAndGet(seconds(100));

    assertThat(pace.read(2_000)).isEqualTo(seconds(2));
  }

  @Test
  void withoutALimitNobodyWaits() {
    assertThat(new Pace(null, now::get).read(Long.MAX_VALUE)).isZero();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
