package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpProgressTest {
  private static final Namespace ORDERS = new Namespace("shop", "orders");

  private final List<Progress> beats = new ArrayList<>();
  private final DumpProgress progress =
      new DumpProgress(
          new Heartbeat() {
            @Override
            public void beat(Progress beat) {
              beats.add(beat);
            }

            @Override
            public Optional<Progress> previous() {
              return Optional.empty();
            }
          },
          "dump",
          "bytes",
          100);

  @Test
  void whatSeveralThreadsDoIsAddedUp() {
    progress.add(ORDERS, 30);
    progress.add(ORDERS, 40);

    assertThat(beats.getLast()).isEqualTo(new Progress("dump", "shop.orders", 70, 100, "bytes", 0));
  }

  @Test
  void theResumePointIsTheFirstThingThatIsNotDone() {
    progress.finished(1);
    assertThat(beats.getLast().resumeFrom()).isZero();

    progress.finished(0);
    assertThat(beats.getLast().resumeFrom()).isEqualTo(2);
  }

  @Test
  void anEstimateThatWasTooSmallGrows() {
    progress.add(ORDERS, 130);

    assertThat(beats.getLast().total()).isEqualTo(130);
  }
}
