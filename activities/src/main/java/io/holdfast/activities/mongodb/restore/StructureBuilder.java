package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.IndexDefinition;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Creates the views and builds the indexes, as they were at the point in time. What is there
/// already, from an earlier attempt, stays.
final class StructureBuilder {
  /// The server itself builds with several threads; more at once would fight for its memory.
  private static final int BUILDERS = 2;

  private final Target target;
  private final ProgressMeter meter;

  StructureBuilder(Target target, ProgressMeter meter) {
    this.target = target;
    this.meter = meter;
  }

  /// Creates each view after the one that it reads.
  void createViews(List<ViewAt> views) {
    for (ViewAt view : inOrder(views)) {
      target.doing(
          "Creating the view '%s'".formatted(view.namespace()),
          () -> Commands.create(target, view.namespace(), view.options()));
    }
  }

  private static List<ViewAt> inOrder(List<ViewAt> views) {
    List<ViewAt> open = new ArrayList<>(views);
    List<ViewAt> ordered = new ArrayList<>();
    Set<Namespace> waiting = new HashSet<>();
    open.forEach(view -> waiting.add(view.namespace()));
    while (!open.isEmpty()) {
      List<ViewAt> next = open.stream().filter(view -> !waiting.contains(view.reads())).toList();
      // The server allows no circle; if a damaged catalogue had one, let the server refuse it.
      List<ViewAt> taken = next.isEmpty() ? List.copyOf(open) : next;
      ordered.addAll(taken);
      open.removeAll(taken);
      taken.forEach(view -> waiting.remove(view.namespace()));
    }
    return ordered;
  }

  /// Builds all indexes of each collection in one go.
  ///
  /// @return how many
  int buildIndexes(List<CollectionAt> collections) {
    List<CollectionAt> indexed =
        collections.stream()
            .filter(collection -> !collection.secondaryIndexes().isEmpty())
            .toList();
    SharedWork.run("index", BUILDERS, indexed.iterator(), this::buildIndexes);
    return indexed.stream().mapToInt(collection -> collection.secondaryIndexes().size()).sum();
  }

  private void buildIndexes(CollectionAt collection) {
    Namespace namespace = collection.namespace();
    List<BsonDocument> indexes =
        collection.secondaryIndexes().stream()
            .map(index -> IndexDefinition.toCreate(index, collection.isCollated()))
            .toList();
    meter.add(namespace.toString(), 0);
    try (IndexWatch _ = IndexWatch.over(target, collection.stored(), meter)) {
      var _ =
          target.doing(
              "Building the indexes of '%s'".formatted(namespace),
              () -> target.change(namespace.database(), create(collection, indexes)));
    }
    meter.add(namespace.toString(), indexes.size());
  }

  /// A member that is down must not hold the build up: a majority decides.
  private static BsonDocument create(CollectionAt collection, List<BsonDocument> indexes) {
    return new BsonDocument("createIndexes", new BsonString(collection.namespace().collection()))
        .append("indexes", new BsonArray(indexes))
        .append("commitQuorum", new BsonString("majority"));
  }
}
