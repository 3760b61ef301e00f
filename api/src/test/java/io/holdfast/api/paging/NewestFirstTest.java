package io.holdfast.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewestFirstTest {
  @Test
  void twoListsBecomeOneAndThoseOfOneTimeKeepTheirSides() {
    Stream<Integer> merged = merged(Stream.of(9, 5, 5, 1), Stream.of(7, 5, 2));

    assertThat(merged).containsExactly(9, 7, 5, 5, 5, 2, 1);
    assertThat(merged(Stream.empty(), Stream.of(2, 1))).containsExactly(2, 1);
    assertThat(merged(Stream.empty(), Stream.empty())).isEmpty();
  }

  @Test
  void neitherListIsReadFurtherThanItIsAskedFor() {
    AtomicInteger read = new AtomicInteger();
    Stream<Integer> endless = Stream.generate(() -> 1_000 - 2 * read.incrementAndGet());
    Stream<Integer> other = Stream.iterate(999, n -> n - 2);

    assertThat(
            merged(endless, other)
                .gather(Gatherers.windowFixed(10))
                .flatMap(window -> window.stream())
                .limit(15))
        .hasSize(15);
    assertThat(read).hasValueLessThan(20);
  }

  @Test
  void bothAreClosed() {
    AtomicInteger closed = new AtomicInteger();
    try (Stream<Integer> merged =
        merged(
            Stream.of(1).onClose(closed::incrementAndGet),
            Stream.of(2).onClose(closed::incrementAndGet))) {
      assertThat(merged).hasSize(2);
    }

    assertThat(closed).hasValue(2);
  }

  private static Stream<Integer> merged(Stream<Integer> one, Stream<Integer> other) {
    return NewestFirst.of(one, other, Instant::ofEpochSecond);
  }
}
