package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import org.bson.BsonType;

/// The document that an upsert starts from: what its filter says that fields are equal to.
public final class UpsertBase {
  private final MutableTree tree = new MutableTree(Doc.EMPTY);

  private UpsertBase() {}

  public static Doc of(Doc filter) {
    UpsertBase base = new UpsertBase();
    base.take(filter);
    return base.tree.toDoc();
  }

  private void take(Doc filter) {
    for (Field field : filter) {
      if (field.name().equals("$and")) {
        field.value().doc().values().forEach(clause -> take(clause.doc()));
      } else if (!field.name().startsWith("$")) {
        take(field);
      }
    }
  }

  private void take(Field field) {
    Value value = field.value();
    Field first = value.isDocument() ? value.doc().first() : null;
    if (first == null || !first.name().startsWith("$")) {
      if (value.type() != BsonType.REGULAR_EXPRESSION) {
        tree.set(Path.trusted(field.name()), value);
      }
      return;
    }
    Value equal = value.doc().get("$eq");
    if (equal != null) {
      tree.set(Path.trusted(field.name()), equal);
    }
  }
}
