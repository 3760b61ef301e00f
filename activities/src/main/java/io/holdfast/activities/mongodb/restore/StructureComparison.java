package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.CollectionOptions;
import io.holdfast.activities.mongodb.structure.IndexDefinition;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Compares the target's collections, options, views and indexes with those of the point in time.
/// Throws `MongoException`s. Safe for many threads.
final class StructureComparison {
  private static final String VIEW = "view";
  private static final String COLLECTION = "collection";
  private static final String SERIES = "timeseries";
  private static final Map<String, String> SHOWN = Map.of(VIEW, VIEW, SERIES, "time series");

  private final Target target;
  private final Differences differences;
  private final Map<Namespace, BsonDocument> listed = new ConcurrentSkipListMap<>();

  /// Lists what the target has in the given databases.
  StructureComparison(Target target, Differences differences, Set<String> databases) {
    this.target = target;
    this.differences = differences;
    databases.forEach(
        database ->
            target
                .collections(database)
                .forEach(
                    found ->
                        listed.put(
                            new Namespace(database, found.getString("name").getValue()), found)));
  }

  /// Compares a collection, but not its documents.
  void compare(CollectionAt collection) {
    Namespace namespace = collection.namespace();
    BsonDocument found = listed.remove(namespace);
    if (collection.isTimeSeries()) {
      listed.remove(collection.stored());
    }
    String expected = collection.isTimeSeries() ? SERIES : COLLECTION;
    if (found == null || !type(found).equals(expected)) {
      differences.add(
          namespace,
          found == null
              ? "the collection is missing"
              : "it is a %s, not a %s"
                  .formatted(shown(found), SHOWN.getOrDefault(expected, COLLECTION)));
      return;
    }
    if (!CollectionOptions.same(collection.options(), options(found))) {
      differences.add(namespace, "the collection's options differ");
    }
    compareIndexes(collection);
  }

  private void compareIndexes(CollectionAt collection) {
    Map<String, BsonDocument> expected = byName(collection.indexes());
    Map<String, BsonDocument> found = byName(target.indexes(collection.namespace()));
    expected.forEach(
        (name, index) -> {
          BsonDocument there = found.remove(name);
          if (there == null) {
            differences.add(collection.namespace(), "the index '%s' is missing".formatted(name));
          } else if (!IndexDefinition.same(index, there)) {
            differences.add(
                collection.namespace(), "the index '%s' is defined otherwise".formatted(name));
          }
        });
    found
        .keySet()
        .forEach(
            name ->
                differences.add(
                    collection.namespace(),
                    "there is an index '%s' that the backup does not have".formatted(name)));
  }

  private static Map<String, BsonDocument> byName(List<BsonDocument> indexes) {
    return indexes.stream()
        .filter(index -> !IndexDefinition.isClustered(index)) // an option, compared as such
        .collect(
            Collectors.toMap(
                index -> index.getString("name", new BsonString("")).getValue(),
                Function.identity(),
                (first, second) -> second,
                TreeMap::new));
  }

  void compare(ViewAt view) {
    BsonDocument found = listed.remove(view.namespace());
    if (found == null || !isView(found)) {
      differences.add(
          view.namespace(),
          found == null ? "the view is missing" : "it is a collection, not a view");
    } else if (!CollectionOptions.same(view.options(), options(found))) {
      differences.add(view.namespace(), "the view is defined otherwise");
    }
  }

  /// Notes what is there in these databases and was not compared, since the backup does not have
  /// it.
  void noteUnexpected(Set<String> databases) {
    listed.forEach(
        (namespace, found) -> {
          if (databases.contains(namespace.database())
              && Scope.of(namespace) == Scope.DATA
              && !isOfSeries(namespace)) {
            differences.add(
                namespace, "there is a %s that the backup does not have".formatted(shown(found)));
          }
        });
  }

  /// Buckets are told of as their time series.
  private boolean isOfSeries(Namespace namespace) {
    BsonDocument series = listed.get(TimeSeries.ofBuckets(namespace));
    return TimeSeries.isBuckets(namespace) && series != null && type(series).equals(SERIES);
  }

  private static boolean isView(BsonDocument listed) {
    return type(listed).equals(VIEW);
  }

  private static String type(BsonDocument listed) {
    return listed.getString("type", new BsonString(COLLECTION)).getValue();
  }

  private static String shown(BsonDocument listed) {
    return SHOWN.getOrDefault(type(listed), COLLECTION);
  }

  private static BsonDocument options(BsonDocument listed) {
    return listed.getDocument("options", new BsonDocument());
  }
}
