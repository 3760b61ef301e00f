package io.holdfast.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.message.Page;
import java.time.Instant;
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
}
