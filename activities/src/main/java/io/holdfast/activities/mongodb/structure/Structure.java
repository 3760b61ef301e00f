package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogEntry;
import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.oplog.StructureChange;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What collections and views there are, from the dump's list forward through the oplog.
///
/// A dump lists its collections at some instant after the kept oplog begins, so entries may tell of
/// what the list has already: collections are known by their id, and following an entry again
/// changes nothing. Once all entries were followed, the structure is that of the point in time.
public final class Structure {
  /// By the ids that the oplog has for them.
  private final Map<UUID, TrackedCollection> collections = new LinkedHashMap<>();

  /// Those whose id nobody told yet, by the names that the oplog has for them.
  private final Map<Namespace, TrackedCollection> anonymous = new HashMap<>();

  private final Views views = new Views();
  private final Set<UUID> dropped = new HashSet<>();

  /// Collections with changes that are neither listed nor were seen created.
  private final Map<UUID, OplogEntry> strangers = new HashMap<>();

  /// Time series without buckets of their own, as servers from 8.3 on make them; the listing
  /// refuses those that were there before.
  private final Map<UUID, OplogEntry> viewless = new HashMap<>();

  /// Adds what the dump listed.
  public void list(CollectionEntry entry, CollectionMetadata metadata) {
    if (entry.kind() == CollectionKind.VIEW) {
      views.list(entry.namespace(), metadata.options());
    } else if (entry.uuid() != null) {
      UUID uuid = UUID.fromString(entry.uuid());
      TrackedCollection listed = TrackedCollection.listed(uuid, entry, metadata);
      collections.put(uuid, listed);
      if (metadata.anonymous()) {
        anonymous.put(listed.stored(), listed);
      }
    }
  }

  /// Follows an entry of the oplog; they come in order.
  public void follow(OplogEntry entry) {
    switch (entry) {
      case DocumentChange change -> {
        if (Scope.of(change.namespace()) == Scope.VIEWS) {
          views.follow(change);
        } else if (collectionOf(change) == null) {
          meetStranger(change, change.namespace());
        }
      }
      case StructureChange.Created created -> create(created);
      case StructureChange.Dropped drop -> drop(drop);
      case StructureChange.Renamed renamed -> rename(renamed);
      case StructureChange.Modified modified ->
          with(modified, collection -> collection.modified(modified));
      case StructureChange.IndexesStarted started ->
          with(started, collection -> collection.indexesStarted(started.indexes()));
      case StructureChange.IndexesReady ready ->
          with(ready, collection -> collection.indexesReady(ready.indexes()));
      case StructureChange.IndexesDropped gone ->
          with(gone, collection -> collection.indexesDropped(gone.names()));
    }
  }

  private void with(StructureChange change, Consumer<TrackedCollection> work) {
    TrackedCollection collection = find(change);
    if (collection != null) {
      work.accept(collection);
    }
  }

  /// The collection that a change is about; null when it is none of those known.
  public @Nullable UUID collectionOf(DocumentChange change) {
    TrackedCollection collection = find(change);
    return collection == null ? null : collection.uuid();
  }

  /// The collections at the point in time that a restore brings back, by name. Temporary ones are
  /// not among them: they belong to a command that was running, and go with it.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OPLOG_UNSUPPORTED when the oplog changed
  ///   a collection that is still there and that the dump does not have, or made a time series
  ///   without buckets
  public List<CollectionAt> collections() {
    strangers.forEach(
        (uuid, entry) -> {
          if (!dropped.contains(uuid)) {
            throw OplogErrors.unsupported(
                entry.at(),
                "changes of '%s', which the dump does not have".formatted(entry.namespace()));
          }
        });
    viewless.forEach(
        (uuid, entry) -> {
          if (!dropped.contains(uuid)) {
            throw OplogErrors.unsupported(
                entry.at(),
                "the creation of '%s', a time series without buckets of its own,"
                    .formatted(entry.namespace()));
          }
        });
    return present()
        .filter(collection -> Scope.of(collection.stored()).hasContent())
        .filter(collection -> !collection.isTemporary())
        .map(TrackedCollection::now)
        .sorted(Comparator.comparing(CollectionAt::namespace))
        .toList();
  }

  private Stream<TrackedCollection> present() {
    return collections.values().stream()
        .distinct()
        .filter(collection -> !dropped.contains(collection.uuid()));
  }

  /// The views at the point in time, by name. Those by which the server shows time series are none
  /// of users.
  public List<ViewAt> views() {
    return views.now().stream()
        .filter(view -> !TimeSeries.buckets(view.namespace()).equals(view.reads()))
        .toList();
  }

  private @Nullable TrackedCollection find(OplogEntry entry) {
    UUID uuid = entry.uuid();
    if (uuid != null) {
      TrackedCollection known = collections.get(uuid);
      return known == null ? recognised(uuid, entry.namespace()) : known;
    }
    return present()
        .filter(collection -> collection.stored().equals(entry.namespace()))
        .findFirst()
        .orElseThrow(
            () -> OplogErrors.unsupported(entry.at(), "an entry without its collection's id"));
  }

  /// A time series that mongodump dumped, which does not tell its id: known by its name when it is
  /// first met.
  private @Nullable TrackedCollection recognised(UUID uuid, Namespace stored) {
    TrackedCollection met = anonymous.remove(stored);
    if (met != null) {
      collections.put(uuid, met);
    }
    return met;
  }

  /// @param named the collection's name from then on
  private void meetStranger(OplogEntry entry, Namespace named) {
    UUID uuid = entry.uuid();
    Scope scope = Scope.of(named);
    // Outside of config servers such a collection is nobody's, and not dumped.
    if (uuid != null && scope.hasContent() && scope != Scope.SHARDING) {
      strangers.putIfAbsent(uuid, entry);
    }
  }

  private void create(StructureChange.Created created) {
    UUID uuid = created.uuid();
    if (uuid == null) {
      throw OplogErrors.unsupported(created.at(), "a collection created without an id");
    }
    if (TimeSeries.isOne(created.options()) && !TimeSeries.isBuckets(created.namespace())) {
      viewless.put(uuid, created);
    }
    // What happens in the server's own collections is not read: they can become nobody's.
    if (find(created) == null && Scope.of(created.namespace()) != Scope.IGNORED) {
      collections.put(uuid, TrackedCollection.created(uuid, created));
    }
  }

  private void drop(StructureChange.Dropped drop) {
    if (Scope.of(drop.namespace()) == Scope.VIEWS) {
      views.clear(drop.namespace().database());
    }
    UUID uuid = drop.uuid();
    if (uuid != null) {
      forget(uuid, drop.namespace());
    }
  }

  private void rename(StructureChange.Renamed renamed) {
    if (renamed.dropped() != null) {
      forget(renamed.dropped(), renamed.to());
    }
    TrackedCollection collection = find(renamed);
    if (collection == null) {
      meetStranger(renamed, renamed.to());
      return;
    }
    collection.renamed(renamed);
  }

  private void forget(UUID uuid, Namespace stored) {
    TrackedCollection known = collections.get(uuid);
    TrackedCollection gone = known == null ? recognised(uuid, stored) : known;
    dropped.add(uuid);
    if (gone != null) {
      dropped.add(gone.uuid());
    }
  }
}
