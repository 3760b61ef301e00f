package io.holdfast.api.paging;

import io.holdfast.api.message.Page;
import io.holdfast.api.problem.Refusal;
import java.util.Comparator;
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
