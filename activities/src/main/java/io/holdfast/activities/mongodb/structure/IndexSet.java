package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.workflows.model.PointInTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The indexes of one collection, followed through the oplog. Following the same entries again ends
/// at the same indexes.
final class IndexSet {
  private static final String ID_INDEX = "_id_";
  private static final String ALL = "*";

  private final Map<String, BsonDocument> byName = new LinkedHashMap<>();

  IndexSet(List<BsonDocument> listed) {
    ready(listed);
  }

  /// An index's name; empty if it has none.
  static String name(BsonDocument index) {
    return index.get("name") instanceof BsonString name ? name.getValue() : "";
  }

  List<BsonDocument> indexes() {
    return List.copyOf(byName.values());
  }

  /// An index that is being built may be listed, but does not count yet.
  void started(List<BsonDocument> indexes) {
    indexes.forEach(index -> byName.remove(name(index)));
  }

  void ready(List<BsonDocument> indexes) {
    for (BsonDocument index : indexes) {
      BsonDocument definition = index.clone();
      // Up to 4.2 an index also told its namespace, which a rename made wrong.
      definition.remove("ns");
      byName.put(name(definition), definition);
    }
  }

  void dropped(List<String> names) {
    for (String name : names) {
      if (name.equals(ALL)) {
        byName.keySet().removeIf(other -> !other.equals(ID_INDEX));
      } else {
        byName.remove(name);
      }
    }
  }

  /// Follows the part `index` of a `collMod`. An index that is not there (any more) is left out.
  void modified(PointInTime at, BsonDocument change) {
    BsonDocument index = find(change);
    if (index == null) {
      return;
    }
    change.forEach(
        (field, value) -> {
          switch (field) {
            case "name", "keyPattern" -> {}
            case "expireAfterSeconds" -> index.put(field, value);
            case "hidden", "prepareUnique" -> set(index, field, value);
            case "unique" -> {
              set(index, field, value);
              index.remove("prepareUnique");
            }
            case "forceNonUnique" -> index.remove("unique");
            default ->
                throw OplogErrors.unsupported(
                    at, "a 'collMod' that changes '%s' of an index".formatted(field));
          }
        });
  }

  private @Nullable BsonDocument find(BsonDocument change) {
    BsonValue keys = change.get("keyPattern");
    return change.containsKey("name")
        ? byName.get(name(change))
        : byName.values().stream()
            .filter(index -> Objects.equals(index.get("key"), keys))
            .findFirst()
            .orElse(null);
  }

  /// Flags that are off are not listed.
  private static void set(BsonDocument index, String flag, BsonValue value) {
    if (CollectionOptions.isTrue(value)) {
      index.put(flag, value);
    } else {
      index.remove(flag);
    }
  }
}
