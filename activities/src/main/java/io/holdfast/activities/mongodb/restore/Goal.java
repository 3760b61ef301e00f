package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.sharding.Sharding;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a target is to hold of a backup: the chosen collections and views as they were at the point
/// in time, under the names that they get.
final class Goal {
  private final List<CollectionAt> collections = new ArrayList<>();
  private final List<ViewAt> views = new ArrayList<>();
  private final Map<UUID, CollectionAt> byId = new HashMap<>();
  private final Map<Namespace, Content> expected = new LinkedHashMap<>();
  private final Map<Namespace, Namespace> stored = new HashMap<>();
  private final Map<UUID, Sharding> shardings = new HashMap<>();
  private final Map<String, String> origins = new TreeMap<>();

  /// @param selection null for all of the backup
  /// @throws io.holdfast.workflows.error.HoldfastException VALIDATION_FAILED when that selection
  ///   cannot be made
  Goal(Snapshot snapshot, @Nullable Selection selection) {
    List<CollectionAt> data =
        snapshot.collections().stream()
            .filter(collection -> Scope.of(collection.namespace()) == Scope.DATA)
            .toList();
    TargetNames names =
        new TargetNames(
            Stream.concat(
                    data.stream().map(CollectionAt::namespace),
                    snapshot.views().stream().map(ViewAt::namespace))
                .toList(),
            selection);
    for (CollectionAt collection : data) {
      names
          .of(collection.namespace())
          .ifPresent(
              target -> {
                CollectionAt named = collection.as(target);
                add(named);
                origins.putIfAbsent(target.database(), collection.namespace().database());
                snapshot
                    .sharding(collection.namespace())
                    .ifPresent(sharding -> shardings.put(collection.uuid(), sharding));
              });
    }
    for (ViewAt view : snapshot.views()) {
      names.of(view.namespace()).ifPresent(target -> views.add(MovedView.of(view, target, names)));
    }
    for (ExpectedCollection collection : snapshot.expected()) {
      names
          .of(collection.namespace())
          .ifPresent(target -> expected.put(target, collection.content()));
    }
  }

  private Goal() {}

  private void add(CollectionAt collection) {
    collections.add(collection);
    byId.put(collection.uuid(), collection);
    stored.put(collection.namespace(), collection.stored());
  }

  /// The same collections with the same contents, elsewhere; without the views.
  Goal under(UnaryOperator<Namespace> names) {
    Goal elsewhere = new Goal();
    for (CollectionAt collection : collections) {
      CollectionAt moved = collection.as(names.apply(collection.namespace()));
      elsewhere.add(moved);
    }
    expected.forEach((name, content) -> elsewhere.expected.put(names.apply(name), content));
    return elsewhere;
  }

  /// The collections, by the names they had in the backup.
  List<CollectionAt> collections() {
    return collections;
  }

  /// What the dump of one set has of them.
  List<CollectionEntry> dumped(Timeline timeline) {
    return timeline.collections().stream()
        .filter(collection -> byId.containsKey(collection.uuid()))
        .flatMap(collection -> Stream.ofNullable(collection.dumped()))
        .toList();
  }

  List<ViewAt> views() {
    return views;
  }

  /// The collection of this id; empty when it is not brought back.
  Optional<CollectionAt> collection(UUID uuid) {
    return Optional.ofNullable(byId.get(uuid));
  }

  /// How a collection of the goal was sharded; empty for one that was not.
  Optional<Sharding> sharding(CollectionAt collection) {
    return Optional.ofNullable(shardings.get(collection.uuid()));
  }

  /// What each collection must hold.
  Map<Namespace, Content> expected() {
    return expected;
  }

  /// The collection that the documents of a name lie in.
  Namespace stored(Namespace namespace) {
    return stored.getOrDefault(namespace, namespace);
  }

  /// Everything that the target gets.
  Set<Namespace> namespaces() {
    Set<Namespace> namespaces = new TreeSet<>();
    collections.forEach(collection -> namespaces.add(collection.namespace()));
    views.forEach(view -> namespaces.add(view.namespace()));
    return namespaces;
  }

  /// The name in the backup of each database of the collections; of one that several are brought
  /// into, of one of them.
  Map<String, String> origins() {
    return origins;
  }

  /// The databases of [#namespaces].
  Set<String> databases() {
    Set<String> databases = new TreeSet<>();
    namespaces().forEach(namespace -> databases.add(namespace.database()));
    return databases;
  }
}
