package io.holdfast.activities.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedWorkTest {

  @Test
  void everythingIsDoneOnceAndByMoreThanOneThread() {
    AtomicInteger sum = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);

    SharedWork.run(
        "test",
        2,
        IntStream.rangeClosed(1, 1_000).iterator(),
        number -> {
          if (threads.add(Thread.currentThread())) {
            both.countDown();
            await(both);
          }
          sum.addAndGet(number);
        });

    assertThat(sum).hasValue(500_500);
    assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
  }

  @Test
  void theFirstFailureStopsTheOthersAndIsThrownAsItWas() {
    IllegalStateException failure = new IllegalStateException("disk on fire");
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch waiting = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                SharedWork.run(
                    "test",
                    2,
                    List.of(0, 1, 2, 3).iterator(),
                    number -> {
                      if (number == 0) {
                        waiting.countDown();
                        interrupted.set(!await(new CountDownLatch(1)));
                      } else {
                        await(waiting);
                        throw failure;
                      }
                    }))
        .isSameAs(failure);
    assertThat(interrupted).isTrue();
  }

  @Test
  void nothingToDoIsDone() {
    AtomicInteger done = new AtomicInteger();

    SharedWork.run("test", 2, List.<Integer>of().iterator(), done::addAndGet);

    assertThat(done).hasValue(0);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
