package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonType;

/// A sort specification: fields, each ascending or descending. An array counts as its smallest
/// element, descending as its greatest; a missing field as null.
public final class SortOrder implements Comparator<Doc> {
  private record Key(FieldPath path, boolean descending) {}

  private final List<Key> keys = new ArrayList<>();

  public SortOrder(Doc specification) {
    for (Field field : specification) {
      Value direction = field.value();
      if (!direction.isNumber() || Math.abs(direction.asDouble()) != 1) {
        throw ServerError.LOCATION15975.because(
            "$sort key ordering must be specified using a number or {$meta: 'textScore'}: only 1"
                + " and -1 are known here");
      }
      keys.add(new Key(new FieldPath(field.name()), direction.asDouble() < 0));
    }
  }

  @Override
  public int compare(Doc left, Doc right) {
    for (Key key : keys) {
      int result = ValueOrder.INSTANCE.compare(value(key, left), value(key, right));
      if (result != 0) {
        return key.descending() ? -result : result;
      }
    }
    return 0;
  }

  private static Value value(Key key, Doc document) {
    Value best = null;
    for (Value value : key.path().values(document)) {
      for (Value part : value.isArray() ? elements(value) : List.of(value)) {
        int sign = best == null ? -1 : ValueOrder.INSTANCE.compare(part, best);
        if (best == null || (key.descending() ? sign > 0 : sign < 0)) {
          best = part;
        }
      }
    }
    return best == null ? Value.NULL : best;
  }

  private static List<Value> elements(Value array) {
    List<Value> elements = array.doc().values();
    return elements.isEmpty() ? List.of(UNDEFINED) : elements;
  }

  private static final Value UNDEFINED = undefined();

  private static Value undefined() {
    Value value = Doc.parse("{\"u\": {\"$undefined\": true}}").get("u");
    return value != null && value.type() == BsonType.UNDEFINED ? value : Value.NULL;
  }
}
