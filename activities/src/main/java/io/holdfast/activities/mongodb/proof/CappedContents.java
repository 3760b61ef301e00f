package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.PayloadObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What capped collections hold in the end. Their order counts, since what they drop by themselves
/// is not in the oplog: they keep the longest run of newest documents that fits their limits.
///
/// A member under load may keep a little more for a while; a restore keeps what fits.
final class CappedContents {
  private final BackupSet set;
  private final Timeline timeline;
  private final TouchedDocuments touched = new TouchedDocuments();
  private final Map<UUID, Run> runs = new HashMap<>();

  CappedContents(BackupSet set, Timeline timeline, List<CollectionAt> collections) {
    this.set = set;
    this.timeline = timeline;
    collections.forEach(collection -> runs.put(collection.uuid(), new Run(collection)));
  }

  /// Whether more was dumped of a capped collection than it may hold.
  static boolean overflows(CollectionAt collection) {
    if (!collection.isCapped() || collection.dumped() == null) {
      return false;
    }
    long bytes =
        collection.dumped().chunks().stream()
            .map(Chunk::object)
            .mapToLong(PayloadObject::plainLength)
            .sum();
    return bytes > collection.cappedBytes()
        || collection.dumped().dumped().documents() > collection.cappedDocuments();
  }

  /// Hands on what each collection keeps, in order.
  void handOn(DocumentSink sink) {
    if (runs.isEmpty()) {
      return;
    }
    forEachChange((run, change) -> touched.touch(run.uuid(), DocumentKey.of(change)));
    runs.values().forEach(run -> forEachDumped(run, run::dumped));
    forEachChange(Run::follow);
    runs.values()
        .forEach(
            run -> {
              DocumentSink.Run kept = sink.begin(run.collection);
              forEachDumped(run, (key, document) -> run.keep(key, document, kept));
              run.keepAppended(kept);
              kept.end();
            });
  }

  private void forEachChange(BiConsumer<Run, DocumentChange> action) {
    timeline.forEachChange(
        (collection, change) -> {
          Run run = runs.get(collection.uuid());
          if (run != null) {
            action.accept(run, change);
          }
        });
  }

  private void forEachDumped(Run run, BiConsumer<@Nullable DocumentKey, RawDocument> action) {
    if (run.collection.dumped() != null) {
      for (Chunk chunk : run.collection.dumped().chunks()) {
        set.read(chunk.object(), document -> action.accept(DocumentKey.of(document), document));
      }
    }
  }

  /// A collection's documents in the order of their insertion: those that were dumped and are still
  /// in their place, then those that came later.
  private final class Run {
    private final CollectionAt collection;
    private final Set<DocumentKey> inPlace = new HashSet<>();
    private final Set<DocumentKey> appended = new LinkedHashSet<>();
    private long documents;
    private long bytes;

    Run(CollectionAt collection) {
      this.collection = collection;
    }

    UUID uuid() {
      return collection.uuid();
    }

    void dumped(@Nullable DocumentKey key, RawDocument document) {
      documents++;
      bytes += document.length();
      TouchedDocuments.Slot slot = key == null ? null : touched.find(uuid(), key);
      if (key != null && slot != null) {
        inPlace.add(key);
        slot.dumped(document);
      }
    }

    void follow(DocumentChange change) {
      DocumentKey key = DocumentKey.of(change);
      TouchedDocuments.Slot slot = touched.touch(uuid(), key);
      RawDocument before = slot.document();
      slot.follow(change);
      RawDocument after = slot.document();
      if (before == null && after != null) {
        appended.add(key);
        documents++;
      } else if (before != null && after == null) {
        inPlace.remove(key);
        appended.remove(key);
        documents--;
      }
      bytes += length(after) - length(before);
    }

    private static int length(@Nullable RawDocument document) {
      return document == null ? 0 : document.length();
    }

    void keep(@Nullable DocumentKey key, RawDocument document, DocumentSink.Run kept) {
      TouchedDocuments.Slot slot = key == null ? null : touched.find(uuid(), key);
      if (key == null || slot == null) {
        keep(document, kept);
      } else if (inPlace.contains(key) && slot.document() != null) {
        keep(slot.document(), kept);
      }
    }

    void keepAppended(DocumentSink.Run kept) {
      for (DocumentKey key : appended) {
        TouchedDocuments.Slot slot = touched.find(uuid(), key);
        if (slot != null && slot.document() != null) {
          keep(slot.document(), kept);
        }
      }
    }

    private void keep(RawDocument document, DocumentSink.Run kept) {
      if (bytes > collection.cappedBytes() || documents > collection.cappedDocuments()) {
        documents--;
        bytes -= document.length();
      } else {
        kept.add(document);
      }
    }
  }
}
