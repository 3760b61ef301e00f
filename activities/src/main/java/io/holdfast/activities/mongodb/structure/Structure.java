package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogEntry;
import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.oplog.StructureChange;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/// What collections and views there are, from the dump's list forward through the oplog.
///
/// A dump lists its collections at some instant after the kept oplog begins, so entries may tell of
/// what the list has already: collections are known by their id, and following an entry again
/// changes nothing. Once all entries were followed, the structure is that of the point in time.
public final class Structure {
  private final Map<UUID, Tracked> collections = new HashMap<>();
  private final Views views = new Views();
  private final Set<UUID> dropped = new HashSet<>();

  /// Collections with changes that are neither listed nor were seen created.
  private final Map<UUID, OplogEntry> strangers = new HashMap<>();

  /// Time series that came while the dump was running; the listing refuses those before it.
  private final Map<UUID, OplogEntry> timeSeries = new HashMap<>();

  /// Adds what the dump listed.
  public void list(CollectionEntry entry, CollectionMetadata metadata) {
    if (entry.kind() == CollectionKind.VIEW) {
      views.list(entry.namespace(), metadata.options());
    } else if (entry.uuid() != null) {
      UUID uuid = UUID.fromString(entry.uuid());
      collections.put(
          uuid,
          new Tracked(
              uuid,
              entry.namespace(),
              metadata.options().clone(),
              new IndexSet(metadata.indexes()),
              entry));
    }
  }

  /// Follows an entry of the oplog; they come in order.
  public void follow(OplogEntry entry) {
    switch (entry) {
      case DocumentChange change -> {
        if (Scope.of(change.namespace()) == Scope.VIEWS) {
          views.follow(change);
        } else if (collectionOf(change) == null) {
          meetStranger(change);
        }
      }
      case StructureChange.Created created -> create(created);
      case StructureChange.Dropped drop -> drop(drop);
      case StructureChange.Renamed renamed -> rename(renamed);
      case StructureChange.Modified modified -> modify(modified);
      case StructureChange.IndexesStarted started -> {
        Tracked collection = find(started);
        if (collection != null) {
          collection.indexes.started(started.indexes());
        }
      }
      case StructureChange.IndexesReady ready -> {
        Tracked collection = find(ready);
        if (collection != null) {
          collection.indexes.ready(ready.indexes());
        }
      }
      case StructureChange.IndexesDropped gone -> {
        Tracked collection = find(gone);
        if (collection != null) {
          collection.indexes.dropped(gone.names());
        }
      }
    }
  }

  /// The collection that a change is about; null when it is none of those known.
  public @Nullable UUID collectionOf(DocumentChange change) {
    Tracked collection = find(change);
    return collection == null ? null : collection.uuid;
  }

  /// The collections at the point in time that a restore brings back, by name. Temporary ones are
  /// not among them: they belong to a command that was running, and go with it.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OPLOG_UNSUPPORTED when the oplog changed
  ///   a collection that is still there and that the dump does not have, or made a time series
  public List<CollectionAt> collections() {
    strangers.forEach(
        (uuid, entry) -> {
          if (!dropped.contains(uuid)) {
            throw OplogErrors.unsupported(
                entry.at(),
                "changes of '%s', which the dump does not have".formatted(entry.namespace()));
          }
        });
    timeSeries.forEach(
        (uuid, entry) -> {
          if (!dropped.contains(uuid)) {
            throw OplogErrors.unsupported(
                entry.at(), "the creation of the time series '%s'".formatted(entry.namespace()));
          }
        });
    return collections.values().stream()
        .filter(collection -> !dropped.contains(collection.uuid))
        .filter(collection -> Scope.of(collection.namespace).hasContent())
        .filter(collection -> !CollectionOptions.isTrue(collection.options.get("temp")))
        .map(Tracked::now)
        .sorted(Comparator.comparing(CollectionAt::namespace))
        .toList();
  }

  /// The views at the point in time, by name.
  public List<ViewAt> views() {
    return views.now();
  }

  private @Nullable Tracked find(OplogEntry entry) {
    UUID uuid = entry.uuid();
    if (uuid != null) {
      return collections.get(uuid);
    }
    return collections.values().stream()
        .filter(collection -> collection.namespace.equals(entry.namespace()))
        .filter(collection -> !dropped.contains(collection.uuid))
        .findFirst()
        .orElseThrow(
            () -> OplogErrors.unsupported(entry.at(), "an entry without its collection's id"));
  }

  private void meetStranger(OplogEntry entry) {
    UUID uuid = entry.uuid();
    if (uuid != null && Scope.of(entry.namespace()).hasContent()) {
      strangers.putIfAbsent(uuid, entry);
    }
  }

  private void create(StructureChange.Created created) {
    UUID uuid = created.uuid();
    if (uuid == null) {
      throw OplogErrors.unsupported(created.at(), "a collection created without an id");
    }
    if (created.options().containsKey("timeseries")) {
      timeSeries.put(uuid, created);
    }
    if (!collections.containsKey(uuid)) {
      List<BsonDocument> indexes =
          created.idIndex() == null ? List.of() : List.of(created.idIndex());
      collections.put(
          uuid,
          new Tracked(
              uuid, created.namespace(), created.options().clone(), new IndexSet(indexes), null));
    }
  }

  private void drop(StructureChange.Dropped drop) {
    if (Scope.of(drop.namespace()) == Scope.VIEWS) {
      views.clear(drop.namespace().database());
    }
    UUID uuid = drop.uuid();
    if (uuid != null) {
      dropped.add(uuid);
    }
  }

  private void rename(StructureChange.Renamed renamed) {
    if (renamed.dropped() != null) {
      dropped.add(renamed.dropped());
    }
    Tracked collection = find(renamed);
    if (collection == null) {
      meetStranger(renamed);
      return;
    }
    collection.namespace = renamed.to();
    if (!renamed.stayTemporary()) {
      collection.options.remove("temp");
    }
  }

  private void modify(StructureChange.Modified modified) {
    Tracked collection = find(modified);
    if (collection != null) {
      CollectionOptions.modify(modified.at(), collection.options, modified.changes());
      if (modified.changes().get("index") instanceof BsonDocument index) {
        collection.indexes.modified(modified.at(), index);
      }
    }
  }

  private static final class Tracked {
    private final UUID uuid;
    private Namespace namespace;
    private final BsonDocument options;
    private final IndexSet indexes;
    private final @Nullable CollectionEntry dumped;

    Tracked(
        UUID uuid,
        Namespace namespace,
        BsonDocument options,
        IndexSet indexes,
        @Nullable CollectionEntry dumped) {
      this.uuid = uuid;
      this.namespace = namespace;
      this.options = options;
      this.indexes = indexes;
      this.dumped = dumped;
    }

    CollectionAt now() {
      return new CollectionAt(uuid, namespace, options, indexes.indexes(), dumped);
    }
  }
}
