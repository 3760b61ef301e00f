package io.holdfast.activities.mongodb.sharding;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/// The fields by which a collection's documents are spread over shards.
final class ShardKey {
  private static final BsonString HASHED = new BsonString("hashed");

  private final List<Field> fields = new ArrayList<>();

  /// @param pattern such as `{region: 1, "customer.id": "hashed"}`
  ShardKey(BsonDocument pattern) {
    pattern.forEach(
        (path, kind) -> fields.add(new Field(List.of(path.split("\\.", -1)), HASHED.equals(kind))));
  }

  private record Field(List<String> path, boolean hashed) {}

  /// A document's values of the fields; what it does not have is null.
  List<BsonValue> of(RawDocument document) {
    List<BsonValue> values = new ArrayList<>(fields.size());
    fields.forEach(field -> values.add(value(document, field)));
    return values;
  }

  private static BsonValue value(RawDocument document, Field field) {
    RawDocument within = document;
    for (int depth = 0; ; depth++) {
      RawElements elements = RawElements.of(within);
      boolean last = depth == field.path().size() - 1;
      if (!find(elements, field.path().get(depth))
          || (!last && elements.type() != RawElements.DOCUMENT)) {
        return field.hashed() ? new BsonInt64(HashedValue.ofMissing()) : BsonNull.VALUE;
      }
      if (last) {
        return field.hashed()
            ? new BsonInt64(HashedValue.of(within.bytes(), elements))
            : plain(within, field.path().get(depth));
      }
      within = new RawDocument(within.bytes(), elements.valueOffset(), elements.valueLength());
    }
  }

  private static boolean find(RawElements elements, String name) {
    while (elements.advance()) {
      if (elements.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static BsonValue plain(RawDocument within, String name) {
    BsonValue value = within.get(name);
    return value == null ? BsonNull.VALUE : value;
  }
}
