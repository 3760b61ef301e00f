package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.query.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The keys that a document has in an index of plain fields: one, or one for each element where a
/// field is an array. A missing field counts as null.
public final class KeyExtractor implements Comparator<List<Value>> {
  private final List<FieldPath> paths = new ArrayList<>();
  private final List<Boolean> descending = new ArrayList<>();

  public KeyExtractor(Doc keyPattern) {
    for (Field field : keyPattern) {
      paths.add(new FieldPath(field.name()));
      descending.add(field.value().isNumber() && field.value().asDouble() < 0);
    }
  }

  /// Whether the document has any of the indexed fields.
  public boolean covers(Doc document) {
    return paths.stream().anyMatch(path -> !path.values(document).isEmpty());
  }

  public Set<List<Value>> keys(Doc document) {
    List<List<Value>> keys = List.of(List.of());
    for (FieldPath path : paths) {
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> key : keys) {
        for (Value part : parts(path, document)) {
          List<Value> next = new ArrayList<>(key);
          next.add(part);
          longer.add(next);
        }
      }
      keys = longer;
    }
    return new LinkedHashSet<>(keys);
  }

  private static List<Value> parts(FieldPath path, Doc document) {
    List<Value> parts = new ArrayList<>();
    for (Value value : path.values(document)) {
      if (value.isArray()) {
        parts.addAll(value.doc().values());
      } else {
        parts.add(value);
      }
    }
    return parts.isEmpty() ? List.of(Value.NULL) : parts;
  }

  @Override
  public int compare(List<Value> left, List<Value> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int result = ValueOrder.INSTANCE.compare(left.get(i), right.get(i));
      if (result != 0) {
        return i < descending.size() && descending.get(i) ? -result : result;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
