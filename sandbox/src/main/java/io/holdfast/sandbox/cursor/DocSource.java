package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.query.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Documents one after the other. Asked inside the store's lock; between batches the lock is let
/// go, which [#pause] announces.
@FunctionalInterface
public interface DocSource {

  /// The next document, or null when there is none (a tailing source may have one later).
  @Nullable Doc next();

  /// The lock is about to be let go: what was an iterator must become a position.
  default void pause() {}

  /// The documents of a list.
  static DocSource of(List<Doc> documents) {
    Iterator<Doc> iterator = documents.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }

  /// The documents of a list that is made when the first is asked for.
  static DocSource later(Supplier<List<Doc>> maker) {
    Iterator<?>[] made = new Iterator<?>[1];
    return () -> {
      if (made[0] == null) {
        made[0] = maker.get().iterator();
      }
      return made[0].hasNext() ? (Doc) made[0].next() : null;
    };
  }

  /// The same source with another way to the next document.
  private DocSource with(DocSource next) {
    DocSource source = this;
    return new DocSource() {
      @Override
      public @Nullable Doc next() {
        return next.next();
      }

      @Override
      public void pause() {
        source.pause();
      }
    };
  }

  default DocSource filter(Filter filter) {
    return with(
        () -> {
          Doc document = next();
          while (document != null && !filter.matches(document)) {
            document = next();
          }
          return document;
        });
  }

  default DocSource map(UnaryOperator<Doc> change) {
    return with(
        () -> {
          Doc document = next();
          return document == null ? null : change.apply(document);
        });
  }

  default DocSource skip(long count) {
    long[] left = {count};
    return with(
        () -> {
          while (left[0] > 0 && next() != null) {
            left[0]--;
          }
          return next();
        });
  }

  default DocSource limit(long count) {
    long[] left = {count};
    return with(() -> left[0]-- > 0 ? next() : null);
  }

  /// Everything sorted, read at the first call; with a limit only the first ones are kept.
  default DocSource sort(Comparator<Doc> order, long limit) {
    return with(later(() -> limit > 0 ? smallest(order, limit) : sorted(order)));
  }

  private List<Doc> sorted(Comparator<Doc> order) {
    List<Doc> documents = drain();
    documents.sort(order);
    return documents;
  }

  private List<Doc> smallest(Comparator<Doc> order, long limit) {
    PriorityQueue<Doc> kept = new PriorityQueue<>(order.reversed());
    for (Doc document = next(); document != null; document = next()) {
      kept.add(document);
      if (kept.size() > limit) {
        kept.poll();
      }
    }
    return kept.stream().sorted(order).toList();
  }

  /// Everything that is left.
  default List<Doc> drain() {
    List<Doc> documents = new ArrayList<>();
    for (Doc document = next(); document != null; document = next()) {
      documents.add(document);
    }
    return documents;
  }
}
