package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.SharedWork;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DumpSlotsTest {
  private static final long MIB = 1L << 20;

  @Test
  void theSmallestSupportedHeapHasTwoReaders() {
    assertThat(DumpSlots.forHeap(247 * MIB).threads(16)).isEqualTo(2);
  }

  @Test
  void aLargerHeapHasAsManyAsTheProcessorsServe() {
    DumpSlots slots = DumpSlots.forHeap(4096 * MIB);

    assertThat(slots.threads(1)).isEqualTo(2);
    assertThat(slots.threads(8)).isEqualTo(8);
    assertThat(slots.threads(128)).isEqualTo(16);
  }

  @Test
  void whoIsAllowedMoreOrLessGetsItWithinTheHeap() {
    DumpSlots slots = DumpSlots.forHeap(1024 * MIB);

    assertThat(slots.threadsOf(1)).isEqualTo(1);
    assertThat(slots.threadsOf(8)).isEqualTo(8);
    assertThat(slots.threadsOf(64)).isEqualTo(10);
  }

  @Test
  void neverAreMoreInASlotThanThereAre() {
    DumpSlots slots = new DumpSlots(2);
    DumpProgress progress = new DumpProgress(Heartbeat.none(), "dump", "bytes", 0);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    SharedWork.run(
        "test",
        6,
        IntStream.range(0, 500).boxed().iterator(),
        i ->
            slots.with(
                progress,
                () -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  return inside.decrementAndGet();
                }));

    assertThat(most.get()).isBetween(1, 2);
  }
}
