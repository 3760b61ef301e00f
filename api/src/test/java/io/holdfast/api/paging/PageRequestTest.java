package io.holdfast.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.message.Page;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageRequestTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Page<Position> cut(int limit, @Nullable String cursor, Position... items) {
    return PageRequest.of(limit, cursor).cut(Stream.of(items), item -> item);
  }

  @Test
  void theNewestComeFirstAndThoseOfOneTimeById() {
    Position old = new Position(NOON, "b");
    Position alsoOld = new Position(NOON, "a");
    Position young = new Position(NOON.plusNanos(1), "c");

    assertThat(cut(10, null, old, young, alsoOld).items()).containsExactly(young, alsoOld, old);
  }

  @Test
  void aFullPageThatIsTheLastHasNoNext() {
    assertThat(cut(2, null, Position.byId("a"), Position.byId("b")).next()).isNull();
  }

  @Test
  void aCursorHoldsWhenItsItemIsGone() {
    Page<Position> first = cut(1, null, Position.byId("a"), Position.byId("b"), Position.byId("c"));

    Page<Position> second = cut(1, first.next(), Position.byId("b"), Position.byId("c"));

    assertThat(second.items()).containsExactly(Position.byId("b"));
  }

  @Test
  void anIdMayHoldWhatTheCursorUsesAsASeparator() {
    Position odd = new Position(NOON, "a|b|ü");

    assertThat(Position.parse(odd.cursor())).isEqualTo(odd);
  }

  @Test
  void aListThatIsNewestFirstIsReadNoFurtherThanThePageTakes() {
    AtomicInteger read = new AtomicInteger();
    Stream<Position> endless =
        Stream.generate(() -> new Position(NOON.minusSeconds(read.incrementAndGet()), "x"));

    Page<Position> page = PageRequest.of(3, null).cutNewestFirst(endless, item -> item);

    assertThat(page.items()).hasSize(3);
    assertThat(page.next()).isNotNull();
    assertThat(read).hasValueLessThan(10);
  }

  @Test
  void thoseOfOneTimeAreCutByIdHoweverTheyCome() {
    Position young = new Position(NOON.plusSeconds(1), "z");
    Position a = new Position(NOON, "a");
    Position b = new Position(NOON, "b");
    Position c = new Position(NOON, "c");
    Position old = new Position(NOON.minusSeconds(1), "a");

    Page<Position> first = lazily(2, null, young, c, b, a, old);
    Page<Position> second = lazily(2, first.next(), young, c, b, a, old);
    Page<Position> third = lazily(2, second.next(), young, c, b, a, old);

    assertThat(first.items()).containsExactly(young, a);
    assertThat(second.items()).containsExactly(b, c);
    assertThat(third.items()).containsExactly(old);
    assertThat(third.next()).isNull();
  }

  private static Page<Position> lazily(int limit, @Nullable String cursor, Position... items) {
    return PageRequest.of(limit, cursor).cutNewestFirst(Stream.of(items), item -> item);
  }
}
