package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogEntry;
import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.CollectionMetadata;
import io.holdfast.activities.mongodb.structure.Structure;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.PayloadObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/// A replica set's part of a backup, followed from the dump to the point in time: which collections
/// and views there are then, and which changes lead to what they hold.
///
/// A restore loads the collections under the names that they have *at* that time and replays only
/// the changes of those that are still there, so that creating, renaming and dropping need not be
/// repeated on a server.
public final class Timeline {
  /// Small objects: a store that is far away answers many at once as fast as one.
  private static final int METADATA_READERS = 8;

  private final BackupSet set;
  private final List<Listed> listed;
  private final List<CollectionAt> collections;
  private final List<ViewAt> views;

  /// Capped collections whose first dumped document is inserted within the kept oplog.
  private final Map<UUID, DocumentKey> firstOfCapped = new HashMap<>();

  private final Map<UUID, Long> changes = new HashMap<>();
  private long changedBytes;

  private Timeline(BackupSet set, ProgressMeter meter) {
    this.set = set;
    this.listed = readMetadata(set, meter);
    Structure structure = structure();
    Map<UUID, DocumentKey> first = firstDocuments();
    OplogEntries.forEach(
        set,
        entry -> {
          structure.follow(entry);
          if (entry instanceof DocumentChange change) {
            count(structure.collectionOf(change), change, first);
          }
          meter.add(null, 0);
        });
    collections = structure.collections();
    views = structure.views();
  }

  /// A collection or view as the dump found it.
  private record Listed(CollectionEntry entry, CollectionMetadata metadata) {
    boolean isCapped() {
      return entry.uuid() != null && metadata.isCapped();
    }
  }

  /// Reads the metadata of all collections and the whole kept oplog.
  ///
  /// @param meter only beaten, so that the work can be stopped
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT,
  ///   OPLOG_UNSUPPORTED
  public static Timeline of(BackupSet set, ProgressMeter meter) {
    return new Timeline(set, meter);
  }

  private static List<Listed> readMetadata(BackupSet set, ProgressMeter meter) {
    Queue<Listed> read = new ConcurrentLinkedQueue<>();
    SharedWork.run(
        "metadata",
        METADATA_READERS,
        set.collections().iterator(),
        entry -> {
          PayloadObject object = entry.metadata();
          set.read(
              object,
              document ->
                  read.add(
                      new Listed(
                          entry,
                          CollectionMetadata.parse(
                              document.view().decode(new BsonDocumentCodec()),
                              set.backup().prefix() + object.key()))));
          meter.add(null, 0);
        });
    return List.copyOf(read);
  }

  private Structure structure() {
    Structure structure = new Structure();
    listed.forEach(known -> structure.list(known.entry(), known.metadata()));
    return structure;
  }

  /// The first document that was dumped of each capped collection.
  private Map<UUID, DocumentKey> firstDocuments() {
    Map<UUID, DocumentKey> first = new HashMap<>();
    for (Listed known : listed) {
      DocumentKey key = known.isCapped() ? firstKey(known.entry().chunks()) : null;
      if (key != null) {
        first.put(UUID.fromString(known.entry().uuid()), key);
      }
    }
    return first;
  }

  private @Nullable DocumentKey firstKey(List<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      try (BsonStream documents = set.open(chunk.object())) {
        if (documents.hasNext()) {
          return DocumentKey.of(documents.next());
        }
      }
    }
    return null;
  }

  private void count(@Nullable UUID uuid, DocumentChange change, Map<UUID, DocumentKey> first) {
    if (uuid == null) {
      return;
    }
    changes.merge(uuid, 1L, Long::sum);
    changedBytes += weight(change);
    DocumentKey beginning = first.get(uuid);
    if (beginning != null
        && change instanceof DocumentChange.Insert
        && beginning.equals(DocumentKey.of(change))) {
      firstOfCapped.put(uuid, beginning);
    }
  }

  private static long weight(DocumentChange change) {
    return switch (change) {
      case DocumentChange.Insert insert -> insert.document().length();
      case DocumentChange.Update update -> update.change().length();
      case DocumentChange.Delete delete -> delete.key().length();
    };
  }

  /// The collections at the point in time that a restore brings back, by name.
  public List<CollectionAt> collections() {
    return collections;
  }

  /// The views at the point in time, by name.
  public List<ViewAt> views() {
    return views;
  }

  /// Whether a collection holds in the end just what was dumped of it.
  public boolean isAsDumped(CollectionAt collection) {
    return Fold.isAsDumped(collection, this);
  }

  /// How many changes the kept oplog has of a collection.
  long changesOf(CollectionAt collection) {
    return changes.getOrDefault(collection.uuid(), 0L);
  }

  /// What all changes weigh together.
  long changedBytes() {
    return changedBytes;
  }

  /// Hands every change that counts to `action`, in order, with the collection that it is about as
  /// it is at the point in time. Left out are changes of collections that are gone by then, and of
  /// documents that a capped collection had forgotten before it was dumped.
  public void forEachChange(BiConsumer<CollectionAt, DocumentChange> action) {
    Map<UUID, CollectionAt> present =
        collections.stream().collect(Collectors.toMap(CollectionAt::uuid, Function.identity()));
    Structure structure = structure();
    Set<UUID> notYet = new HashSet<>(firstOfCapped.keySet());
    OplogEntries.forEach(
        set,
        entry -> {
          structure.follow(entry);
          CollectionAt collection = collectionOf(entry, structure, present);
          if (collection != null
              && entry instanceof DocumentChange change
              && reaches(collection.uuid(), change, notYet)) {
            action.accept(collection, change);
          }
        });
  }

  private static @Nullable CollectionAt collectionOf(
      OplogEntry entry, Structure structure, Map<UUID, CollectionAt> present) {
    UUID uuid = entry instanceof DocumentChange change ? structure.collectionOf(change) : null;
    return uuid == null ? null : present.get(uuid);
  }

  private boolean reaches(UUID uuid, DocumentChange change, Set<UUID> notYet) {
    if (notYet.contains(uuid)
        && change instanceof DocumentChange.Insert
        && DocumentKey.of(change).equals(firstOfCapped.get(uuid))) {
      notYet.remove(uuid);
    }
    return !notYet.contains(uuid);
  }
}
