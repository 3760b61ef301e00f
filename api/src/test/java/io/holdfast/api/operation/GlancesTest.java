package io.holdfast.api.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GlancesTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger looks = new AtomicInteger();
  private final Glances<String, String> glances =
      new Glances<>(key -> key + looks.incrementAndGet(), now::get);

  @Test
  void aLookServesForASecond() {
    assertThat(glances.at("a")).isEqualTo("a1");
    now.set(Instant.EPOCH.plusMillis(999));
    assertThat(glances.at("a")).isEqualTo("a1");
    now.set(Instant.EPOCH.plusMillis(1_000));
    assertThat(glances.at("a")).isEqualTo("a2");
  }

  @Test
  void whatIsForgottenIsLookedAtAgain() {
    assertThat(glances.at("a")).isEqualTo("a1");
    glances.forget("a");
    assertThat(glances.at("a")).isEqualTo("a2");
    assertThat(glances.at("b")).isEqualTo("b3");
  }

  @Test
  void aFailureIsNotRemembered() {
    Glances<String, String> failing =
        new Glances<>(
            key -> {
              if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              return key;
            },
            now::get);

    assertThatThrownBy(() -> failing.at("a")).hasMessage("once");
    assertThat(failing.at("a")).isEqualTo("a");
  }

  @Test
  void allWhoAskAtOnceAreServedByOneLook() {
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        crowd.execute(() -> assertThat(glances.at("a")).isEqualTo("a1"));
      }
    }
    assertThat(looks).hasValue(1);
  }
}
