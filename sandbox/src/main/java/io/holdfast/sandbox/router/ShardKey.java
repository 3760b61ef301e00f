package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.query.FieldPath;
import java.util.List;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// The fields by which a collection's documents are spread, each by its value or by its hash.
///
/// @param pattern such as `{_id: "hashed"}` or `{a: 1, b: 1}`
record ShardKey(Doc pattern) {

  boolean isHashed() {
    return pattern.fields().stream().anyMatch(field -> isHashed(field));
  }

  private static boolean isHashed(Field field) {
    return field.value().isString() && field.value().string().equals("hashed");
  }

  /// A document's key. What is missing counts as null, since 4.4.
  Doc of(Doc document) {
    DocBuilder key = new DocBuilder();
    for (Field field : pattern) {
      List<Value> values = new FieldPath(field.name()).values(document);
      key.put(field.name(), placed(field, values.isEmpty() ? Value.NULL : values.getFirst()));
    }
    return key.build();
  }

  /// The only key that documents can have that match a filter; null when they may have others.
  @Nullable Doc ofFilter(Doc filter) {
    DocBuilder key = new DocBuilder();
    for (Field field : pattern) {
      Value equal = equality(filter, field.name());
      if (equal == null) {
        return null;
      }
      key.put(field.name(), placed(field, equal));
    }
    return key.build();
  }

  /// The value that a filter wants a field to have; null when it wants something else of it.
  static @Nullable Value equality(Doc filter, String name) {
    Value wanted = filter.get(name);
    if (wanted == null || wanted.type() == BsonType.REGULAR_EXPRESSION) {
      return null;
    }
    Field operator = wanted.isDocument() ? wanted.doc().first() : null;
    if (operator == null || !operator.name().startsWith("$")) {
      return wanted;
    }
    boolean only = wanted.doc().fields().size() == 1 && operator.name().equals("$eq");
    return only ? operator.value() : null;
  }

  private static Value placed(Field field, Value value) {
    return isHashed(field) ? Value.of(KeyHash.of(value)) : value;
  }

  /// A key of which every field has one value, such as the least or the greatest of all.
  Doc bound(Value value) {
    DocBuilder bound = new DocBuilder();
    pattern.forEach(field -> bound.put(field.name(), value));
    return bound.build();
  }
}
