package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field path in an expression: through an array it gives the array of what its elements have.
record ExpressionPath(String path) {

  @Nullable Value value(Doc document) {
    int dot = path.indexOf('.');
    Value value = document.get(dot < 0 ? path : path.substring(0, dot));
    return dot < 0 || value == null
        ? value
        : new ExpressionPath(path.substring(dot + 1)).below(value);
  }

  private @Nullable Value below(Value value) {
    if (value.isDocument()) {
      return value(value.doc());
    }
    if (!value.isArray()) {
      return null;
    }
    List<Value> found = new ArrayList<>();
    for (Value element : value.doc().values()) {
      Value next = below(element);
      if (next != null) {
        found.add(next);
      }
    }
    return Value.array(found);
  }
}
