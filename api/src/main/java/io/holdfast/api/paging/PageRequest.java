package io.holdfast.api.paging;

import io.holdfast.api.message.Page;
import io.holdfast.api.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which piece of a list is asked for.
///
/// @param after where the page before ended; null for the first page
/// @param limit how many items at most
public record PageRequest(@Nullable Position after, int limit) {
  /// The largest page.
  public static final int MAX = 500;

  private static final int DEFAULT = 50;

  /// @param limit 1 to 500; 50 when null
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    if (limit != null && (limit < 1 || limit > MAX)) {
      throw Refusal.field("limit", "The limit is out of bounds.", "It takes 1 to " + MAX + ".");
    }
    return new PageRequest(
        cursor == null ? null : Position.parse(cursor), limit == null ? DEFAULT : limit);
  }

  /// Where the page begins at the latest, in a list that is newest first.
  public Instant newest() {
    return after == null ? Instant.MAX : after.at();
  }

  /// Cuts the page out of `newestFirst`, of which no more is asked for than the page takes. Those
  /// of one time may come in any order.
  public <T> Page<T> cutNewestFirst(Stream<T> newestFirst, Function<T, Position> position) {
    List<T> some = new ArrayList<>();
    Iterator<T> items = newestFirst.iterator();
    while (items.hasNext()) {
      T item = items.next();
      Position at = position.apply(item);
      if (some.size() > limit && at.at().isBefore(position.apply(some.getLast()).at())) {
        break;
      }
      if (after == null || at.compareTo(after) > 0) {
        some.add(item);
      }
    }
    return cut(some.stream(), position);
  }

  /// Cuts the page out of `items`, which may come in any order.
  public <T> Page<T> cut(Stream<T> items, Function<T, Position> position) {
    List<T> some =
        items
            .filter(item -> after == null || position.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(position))
            .limit(limit + 1L)
            .toList();
    if (some.size() <= limit) {
      return new Page<>(some, null);
    }
    List<T> page = some.subList(0, limit);
    return new Page<>(page, position.apply(page.getLast()).cursor());
  }
}
