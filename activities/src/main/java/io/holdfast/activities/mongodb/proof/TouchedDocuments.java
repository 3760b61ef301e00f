package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.oplog.update.DocumentUpdate;
import io.holdfast.activities.mongodb.oplog.update.UnknownUpdateException;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.PointInTime;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The documents that the oplog changes, in memory: first as they were dumped, then change by
/// change as they must be in the end. Reading the dump may be done by many threads.
final class TouchedDocuments {
  private static final int OVERHEAD = 160;

  private final Map<UUID, Map<DocumentKey, Slot>> byCollection = new ConcurrentHashMap<>();
  private final AtomicLong weight = new AtomicLong();

  /// Makes a place for a document that is changed.
  Slot touch(UUID collection, DocumentKey key) {
    return byCollection
        .computeIfAbsent(collection, uuid -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            key,
            added -> {
              weight.addAndGet(OVERHEAD + added.weight());
              return new Slot();
            });
  }

  /// The place of a document; null when it is not changed.
  @Nullable Slot find(UUID collection, DocumentKey key) {
    Map<DocumentKey, Slot> slots = byCollection.get(collection);
    return slots == null ? null : slots.get(key);
  }

  Collection<Slot> of(UUID collection) {
    return byCollection.getOrDefault(collection, Map.of()).values();
  }

  /// Roughly how much memory all of it takes.
  long weight() {
    return weight.get();
  }

  /// One document: as it is so far, or that it is not there.
  final class Slot {
    private @Nullable RawDocument document;

    /// The last update that found no document: allowed if the document goes away later, for then
    /// the dump, which came later too, need not have it.
    private @Nullable PointInTime missed;

    @Nullable RawDocument document() {
      return document;
    }

    /// Puts the document as it was dumped.
    void dumped(RawDocument found) {
      set(compact(found));
    }

    /// Follows a change, as a server does that has this document.
    void follow(DocumentChange change) {
      switch (change) {
        case DocumentChange.Insert insert -> {
          set(compact(insert.document()));
          missed = null;
        }
        case DocumentChange.Delete delete -> {
          set(null);
          missed = null;
        }
        case DocumentChange.Update update -> {
          if (document == null) {
            missed = update.at();
          } else {
            set(compact(updated(document, update)));
          }
        }
      }
    }

    /// When the document should have been there to be updated, and neither was nor went away later;
    /// null when all is well.
    @Nullable PointInTime missed() {
      return missed;
    }

    private void set(@Nullable RawDocument now) {
      int before = document == null ? 0 : document.length();
      weight.addAndGet((now == null ? 0 : now.length()) - before);
      document = now;
    }
  }

  private static RawDocument updated(RawDocument before, DocumentChange.Update update) {
    try {
      return DocumentUpdate.parse(update.change()).apply(before);
    } catch (UnknownUpdateException e) {
      throw OplogErrors.unsupported(update.at(), String.valueOf(e.getMessage()));
    }
  }

  /// A slice would keep the whole buffer that it was read into.
  private static RawDocument compact(RawDocument document) {
    if (document.length() == document.bytes().length) {
      return document;
    }
    byte[] own = new byte[document.length()];
    System.arraycopy(document.bytes(), document.offset(), own, 0, own.length);
    return new RawDocument(own, 0, own.length);
  }
}
