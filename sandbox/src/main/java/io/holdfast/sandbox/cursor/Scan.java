package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A walk through a collection that survives pauses: it remembers the last document and goes on
/// behind it, whatever was inserted or removed meanwhile. At the end it may be asked again later.
final class Scan implements DocSource {
  /// Opens an iterator behind a document, or at the scan's beginning for null.
  @FunctionalInterface
  interface Opener {
    Iterator<StoredDoc> open(@Nullable StoredDoc last);
  }

  private final Opener opener;
  private final Predicate<StoredDoc> within;
  private final Function<StoredDoc, Doc> result;
  private @Nullable Iterator<StoredDoc> iterator;
  private @Nullable StoredDoc last;

  /// `within` says whether a document still belongs to the scan: it ends at the first that does
  /// not.
  Scan(Opener opener, Predicate<StoredDoc> within, Function<StoredDoc, Doc> result) {
    this.opener = opener;
    this.within = within;
    this.result = result;
  }

  @Override
  public @Nullable Doc next() {
    if (iterator == null) {
      iterator = opener.open(last);
    }
    if (!iterator.hasNext()) {
      return null;
    }
    StoredDoc next = iterator.next();
    if (!within.test(next)) {
      return null;
    }
    last = next;
    return result.apply(next);
  }

  @Override
  public void pause() {
    iterator = null;
  }
}
