package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One attempt at bringing the documents of some of a backup's collections to the point in time,
/// with the keys of changed documents in a given number of shares.
final class Fold {
  private final BackupSet set;
  private final Timeline timeline;
  private final int shares;
  private final long budget;
  private final int readers;
  private final NumberedRuns runs;
  private final Map<UUID, CollectionAt> folded = new LinkedHashMap<>();
  private final List<CollectionAt> capped = new ArrayList<>();
  private final int objects;

  /// @param wanted of which collections the documents are handed on
  /// @param budget what the changed documents of one share may weigh
  /// @param readers how many objects of the dump are read, and handed on, at a time
  /// @param runs where the documents go: of each share a run for each object of the dump and one
  ///   for each collection's changed documents, and then one for each capped collection
  Fold(
      BackupSet set,
      Timeline timeline,
      Predicate<CollectionAt> wanted,
      int shares,
      long budget,
      int readers,
      NumberedRuns runs) {
    this.set = set;
    this.timeline = timeline;
    this.shares = shares;
    this.budget = budget;
    this.readers = readers;
    this.runs = runs;
    for (CollectionAt collection : timeline.collections()) {
      if (wanted.test(collection)) {
        if (collection.isCapped()) {
          capped.add(collection);
        } else {
          folded.put(collection.uuid(), collection);
        }
      }
    }
    objects =
        set.collections().stream()
            .filter(this::isFolded)
            .mapToInt(collection -> collection.chunks().size())
            .sum();
  }

  /// Whether a collection holds in the end just what was dumped of it.
  static boolean isAsDumped(CollectionAt collection, Timeline timeline) {
    return collection.dumped() != null
        && timeline.changesOf(collection) == 0
        && !CappedContents.overflows(collection);
  }

  /// Hands on every document of the wanted collections.
  ///
  /// @param verify whether the others are read, too, to be checked
  /// @return false when the changed documents of a share weigh more than the budget: what was
  ///   handed on by then is not all
  boolean run(VerifyLevel verify, ProgressMeter meter) {
    for (int share = 0; share < shares; share++) {
      boolean isOver = runs.has(firstRun(share), firstRun(share + 1));
      if (!isOver && !run(share, verify, meter)) {
        return false;
      }
    }
    List<CollectionAt> open =
        capped.stream().filter(collection -> !runs.has(runOf(collection))).toList();
    new CappedContents(set, timeline, open)
        .handOn(collection -> runs.begin(collection, runOf(collection)));
    return true;
  }

  private int runOf(CollectionAt collection) {
    return firstRun(shares) + capped.indexOf(collection);
  }

  /// How many runs there are.
  int runs() {
    return Math.addExact(firstRun(shares), capped.size());
  }

  private int firstRun(int share) {
    return Math.multiplyExact(share, Math.addExact(objects, folded.size()));
  }

  private boolean run(int share, VerifyLevel verify, ProgressMeter meter) {
    TouchedDocuments touched = new TouchedDocuments();
    touch(share, touched);
    if (touched.weight() <= budget) {
      readDump(share, touched, verify, meter);
    }
    if (touched.weight() <= budget) {
      replay(share, touched);
    }
    if (touched.weight() > budget) {
      return false;
    }
    int run = firstRun(share) + objects;
    for (CollectionAt collection : folded.values()) {
      handOn(collection, touched, run++);
    }
    return true;
  }

  private void touch(int share, TouchedDocuments touched) {
    timeline.forEachChange(
        (collection, change) -> {
          DocumentKey key = DocumentKey.of(change);
          if (isMine(collection.uuid(), key, share) && touched.weight() <= budget) {
            touched.touch(collection.uuid(), key);
          }
        });
  }

  private void replay(int share, TouchedDocuments touched) {
    timeline.forEachChange(
        (collection, change) -> {
          DocumentKey key = DocumentKey.of(change);
          if (isMine(collection.uuid(), key, share) && touched.weight() <= budget) {
            touched.touch(collection.uuid(), key).follow(change);
          }
        });
  }

  private boolean isMine(UUID collection, DocumentKey key, int share) {
    return folded.containsKey(collection) && key.share(shares) == share;
  }

  /// @param run null where the object is only checked
  private record Piece(CollectionEntry collection, Chunk chunk, @Nullable Integer run) {}

  private void readDump(
      int share, TouchedDocuments touched, VerifyLevel verify, ProgressMeter meter) {
    List<Piece> pieces = new ArrayList<>();
    // What is not folded need only be checked, and once.
    boolean checks = share == 0 && verify == VerifyLevel.FULL;
    int run = firstRun(share);
    for (CollectionEntry collection : set.collections()) {
      for (Chunk chunk : collection.chunks()) {
        if (isFolded(collection)) {
          pieces.add(new Piece(collection, chunk, run++));
        } else if (checks) {
          pieces.add(new Piece(collection, chunk, null));
        }
      }
    }
    SharedWork.run(
        "check",
        readers,
        pieces.iterator(),
        piece -> {
          if (piece.run() == null) {
            set.payloads().verify(set.backup(), piece.chunk().object());
          } else {
            read(piece, piece.run(), share, touched);
          }
          boolean counts = share == 0 && (piece.run() == null || !runs.has(piece.run()));
          meter.add(
              piece.collection().namespace().toString(),
              counts ? piece.chunk().object().plainLength() : 0);
        });
  }

  private boolean isFolded(CollectionEntry collection) {
    return collection.uuid() != null && folded.containsKey(UUID.fromString(collection.uuid()));
  }

  private void read(Piece piece, int run, int share, TouchedDocuments touched) {
    UUID uuid = UUID.fromString(String.valueOf(piece.collection().uuid()));
    CollectionAt collection = Objects.requireNonNull(folded.get(uuid));
    if (runs.has(run) && timeline.changesOf(collection) == 0) {
      return;
    }
    DocumentSink.Run untouched = runs.begin(collection, run);
    set.read(
        piece.chunk().object(),
        document -> {
          DocumentKey key = DocumentKey.of(document);
          int itsShare = key == null ? 0 : key.share(shares);
          if (itsShare == share && touched.weight() <= budget) {
            TouchedDocuments.Slot slot = key == null ? null : touched.find(uuid, key);
            if (slot == null) {
              untouched.add(document);
            } else {
              slot.dumped(document);
            }
          }
        });
    if (touched.weight() <= budget) {
      untouched.end();
    }
  }

  private void handOn(CollectionAt collection, TouchedDocuments touched, int run) {
    DocumentSink.Run changed = runs.begin(collection, run);
    for (TouchedDocuments.Slot slot : touched.of(collection.uuid())) {
      requireNotMissed(collection, slot.missed());
      RawDocument document = slot.document();
      if (document != null) {
        changed.add(document);
      }
    }
    changed.end();
  }

  private static void requireNotMissed(CollectionAt collection, @Nullable PointInTime missed) {
    if (missed != null) {
      throw OplogErrors.unsupported(
          missed,
          "an update of a document of '%s' that the dump does not have"
              .formatted(collection.namespace()));
    }
  }
}
