package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt at working out what the collections of a backup hold in the end, with the keys of
/// changed documents in a given number of shares.
final class Fold {
  private static final int READERS = 2;

  private final BackupSet set;
  private final Timeline timeline;
  private final int shares;
  private final long budget;
  private final ContentSums sums = new ContentSums();
  private final Set<UUID> changed = new HashSet<>();
  private final List<CollectionAt> capped = new ArrayList<>();

  /// @param budget what the changed documents of one share may weigh
  Fold(BackupSet set, Timeline timeline, int shares, long budget) {
    this.set = set;
    this.timeline = timeline;
    this.shares = shares;
    this.budget = budget;
    for (CollectionAt collection : timeline.collections()) {
      if (!isAsDumped(collection, timeline)) {
        if (collection.isCapped()) {
          capped.add(collection);
        } else {
          changed.add(collection.uuid());
        }
      }
    }
  }

  /// Whether a collection holds in the end just what was dumped of it.
  static boolean isAsDumped(CollectionAt collection, Timeline timeline) {
    return collection.dumped() != null
        && timeline.changesOf(collection) == 0
        && !CappedContents.overflows(collection);
  }

  /// Sums up every collection that is not as it was dumped.
  ///
  /// @param verify whether the others are read, too, to be checked
  /// @return empty when the changed documents of a share weigh more than the budget
  Optional<ContentSums> run(VerifyLevel verify, ProgressMeter meter) {
    for (int share = 0; share < shares; share++) {
      TouchedDocuments touched = new TouchedDocuments();
      touch(share, touched);
      if (touched.weight() <= budget) {
        readDump(share, touched, verify, meter);
      }
      if (touched.weight() <= budget) {
        replay(share, touched);
      }
      if (touched.weight() > budget) {
        return Optional.empty();
      }
      changed.forEach(uuid -> sum(uuid, touched));
    }
    new CappedContents(set, timeline, capped).sum(sums);
    return Optional.of(sums);
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
    return changed.contains(collection) && key.share(shares) == share;
  }

  private record Piece(CollectionEntry collection, Chunk chunk) {}

  private void readDump(
      int share, TouchedDocuments touched, VerifyLevel verify, ProgressMeter meter) {
    List<Piece> pieces = new ArrayList<>();
    for (CollectionEntry collection : set.collections()) {
      // What is not folded need only be checked, and once.
      boolean toCheck = share == 0 && verify == VerifyLevel.FULL;
      if (toCheck || isChanged(collection)) {
        collection.chunks().forEach(chunk -> pieces.add(new Piece(collection, chunk)));
      }
    }
    SharedWork.run(
        "check",
        READERS,
        pieces.iterator(),
        piece -> {
          if (isChanged(piece.collection())) {
            read(piece, share, touched);
          } else {
            set.payloads().verify(set.backup(), piece.chunk().object());
          }
          meter.add(
              piece.collection().namespace().toString(),
              share == 0 ? piece.chunk().object().plainLength() : 0);
        });
  }

  private boolean isChanged(CollectionEntry collection) {
    return collection.uuid() != null && changed.contains(UUID.fromString(collection.uuid()));
  }

  private void read(Piece piece, int share, TouchedDocuments touched) {
    UUID uuid = UUID.fromString(String.valueOf(piece.collection().uuid()));
    ContentDigest untouched = new ContentDigest();
    set.read(
        piece.chunk().object(),
        document -> {
          DocumentKey key = DocumentKey.of(document);
          int itsShare = key == null ? 0 : key.share(shares);
          if (itsShare == share && touched.weight() <= budget) {
            TouchedDocuments.Slot slot = key == null ? null : touched.find(uuid, key);
            if (slot == null) {
              ContentSums.add(untouched, document);
            } else {
              slot.dumped(document);
            }
          }
        });
    sums.add(uuid, untouched.content());
  }

  private void sum(UUID uuid, TouchedDocuments touched) {
    ContentDigest part = new ContentDigest();
    for (TouchedDocuments.Slot slot : touched.of(uuid)) {
      requireNotMissed(uuid, slot.missed());
      RawDocument document = slot.document();
      if (document != null) {
        ContentSums.add(part, document);
      }
    }
    sums.add(uuid, part.content());
  }

  private void requireNotMissed(UUID uuid, @Nullable PointInTime missed) {
    if (missed != null) {
      String name =
          timeline.collections().stream()
              .filter(collection -> collection.uuid().equals(uuid))
              .map(collection -> collection.namespace().toString())
              .findFirst()
              .orElse(uuid.toString());
      throw OplogErrors.unsupported(
          missed, "an update of a document of '%s' that the dump does not have".formatted(name));
    }
  }
}
