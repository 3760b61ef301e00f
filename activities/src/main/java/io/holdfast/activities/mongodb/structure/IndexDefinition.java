package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.Map;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Rules about the definitions of indexes.
public final class IndexDefinition {
  /// Nothing that an index is: where it lies, and how its build was once asked for.
  private static final Set<String> INCIDENTAL = Set.of("ns", "background", "buildUUID");

  /// What the server leaves out of a listing when it is off, and may write when told so.
  private static final Set<String> FLAGS = Set.of("unique", "sparse", "hidden", "prepareUnique");

  private static final String COLLATION = "collation";
  private static final BsonDocument SIMPLE = new BsonDocument("locale", new BsonString("simple"));

  private IndexDefinition() {}

  /// The definition that `createIndexes` is given.
  ///
  /// @param collated whether the collection has a collation: an index that is listed without one
  ///   does not have it, and must say so
  public static BsonDocument toCreate(BsonDocument index, boolean collated) {
    BsonDocument create = index.clone();
    INCIDENTAL.forEach(create::remove);
    if (collated && !create.containsKey(COLLATION)) {
      create.put(COLLATION, SIMPLE.clone());
    }
    return create;
  }

  /// Whether it is no index of its own, but the order in which a clustered collection keeps its
  /// documents: an option of `create`, which a server lists among the indexes, too.
  public static boolean isClustered(BsonDocument index) {
    return CollectionOptions.isTrue(index.get("clustered"));
  }

  /// Whether it refuses documents of an equal key, or has the server delete documents.
  public static boolean limitsContents(BsonDocument index) {
    return CollectionOptions.isTrue(index.get("unique")) || index.containsKey("expireAfterSeconds");
  }

  /// Whether two indexes are defined alike.
  public static boolean same(BsonDocument one, BsonDocument other) {
    // Not by equals, to which the order of fields does not matter.
    return RawDocument.of(normalised(one)).sameBytes(RawDocument.of(normalised(other)));
  }

  /// The definition in the one form in which equal ones are equal. The order of the keys counts.
  private static BsonDocument normalised(BsonDocument index) {
    BsonDocument normal = new BsonDocument();
    index.entrySet().stream()
        .filter(field -> !INCIDENTAL.contains(field.getKey()))
        .filter(
            field ->
                !(FLAGS.contains(field.getKey()) && !CollectionOptions.isTrue(field.getValue())))
        .filter(field -> !(field.getKey().equals(COLLATION) && field.getValue().equals(SIMPLE)))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            field ->
                normal.put(
                    field.getKey(),
                    FLAGS.contains(field.getKey())
                        ? BsonBoolean.TRUE
                        : Normal.of(field.getValue())));
    return normal;
  }
}
