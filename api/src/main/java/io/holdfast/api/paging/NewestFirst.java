package io.holdfast.api.paging;

import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Two lists that are each newest first, as one. Neither is read further than it is asked for, but
/// for its next item.
public final class NewestFirst<T> implements Iterator<T> {
  private final Iterator<? extends T> one;
  private final Iterator<? extends T> other;
  private final Function<T, Instant> time;
  private @Nullable T nextOfOne;
  private @Nullable T nextOfOther;

  private NewestFirst(
      Iterator<? extends T> one, Iterator<? extends T> other, Function<T, Instant> time) {
    this.one = one;
    this.other = other;
    this.time = time;
  }

  /// @param one whose items come first among those of one time; it is also the first to be read
  public static <T> Stream<T> of(
      Stream<? extends T> one, Stream<? extends T> other, Function<T, Instant> time) {
    Iterator<T> items = new NewestFirst<>(one.iterator(), other.iterator(), time);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false)
        .onClose(one::close)
        .onClose(other::close);
  }

  @Override
  public boolean hasNext() {
    return nextOfOne != null || nextOfOther != null || one.hasNext() || other.hasNext();
  }

  @Override
  public T next() {
    nextOfOne = nextOfOne == null && one.hasNext() ? one.next() : nextOfOne;
    nextOfOther = nextOfOther == null && other.hasNext() ? other.next() : nextOfOther;
    T first = nextOfOne;
    T second = nextOfOther;
    if (first != null && (second == null || !time.apply(first).isBefore(time.apply(second)))) {
      nextOfOne = null;
      return first;
    }
    if (second == null) {
      throw new NoSuchElementException();
    }
    nextOfOther = null;
    return second;
  }
}
