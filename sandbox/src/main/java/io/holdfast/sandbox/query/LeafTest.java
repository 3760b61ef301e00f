package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Value;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A test of one value found at a path; null stands for a missing one.
@FunctionalInterface
interface LeafTest {

  boolean test(@Nullable Value value);

  /// Met by a document when any value at the path, or any element of an array there, passes.
  default Filter at(FieldPath path) {
    return document -> {
      AtomicBoolean passed = new AtomicBoolean();
      path.visit(
          document,
          value -> {
            if (!passed.get() && testWithElements(value)) {
              passed.set(true);
            }
          });
      return passed.get();
    };
  }

  private boolean testWithElements(@Nullable Value value) {
    if (test(value)) {
      return true;
    }
    return value != null && value.isArray() && value.doc().values().stream().anyMatch(this::test);
  }
}
