package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A dotted path into documents, with the server's rule that a path goes through arrays: into each
/// element that is a document, and by position where a part is a number.
public final class FieldPath {
  private final String path;
  private final String[] parts;

  public FieldPath(String path) {
    this.path = path;
    this.parts = path.indexOf('.') < 0 ? new String[] {path} : path.split("\\.", -1);
  }

  /// Gives every value at the path to the visitor, arrays as they are; null where it is missing.
  public void visit(Doc document, Consumer<@Nullable Value> visitor) {
    visit(document, 0, visitor);
  }

  /// The values at the path; a missing one is left out.
  public List<Value> values(Doc document) {
    List<Value> found = new ArrayList<>(1);
    visit(
        document,
        value -> {
          if (value != null) {
            found.add(value);
          }
        });
    return found;
  }

  /// The values at the path and, where one is an array, its elements too.
  public List<Value> expanded(Doc document) {
    List<Value> found = new ArrayList<>();
    for (Value value : values(document)) {
      found.add(value);
      if (value.isArray()) {
        found.addAll(value.doc().values());
      }
    }
    return found;
  }

  private void visit(Doc document, int part, Consumer<@Nullable Value> visitor) {
    Value value = document.get(parts[part]);
    if (value == null || part == parts.length - 1) {
      visitor.accept(value);
    } else {
      descend(value, part + 1, visitor);
    }
  }

  private void descend(Value value, int part, Consumer<@Nullable Value> visitor) {
    if (value.isDocument()) {
      visit(value.doc(), part, visitor);
    } else if (value.isArray()) {
      elements(value.doc(), part, visitor);
    } else {
      visitor.accept(null);
    }
  }

  private void elements(Doc array, int part, Consumer<@Nullable Value> visitor) {
    boolean entered = false;
    Value positional = isNumber(parts[part]) ? array.get(parts[part]) : null;
    if (positional != null) {
      entered = true;
      if (part == parts.length - 1) {
        visitor.accept(positional);
      } else {
        descend(positional, part + 1, visitor);
      }
    }
    for (Value element : array.values()) {
      if (element.isDocument()) {
        entered = true;
        visit(element.doc(), part, visitor);
      }
    }
    if (!entered) {
      visitor.accept(null);
    }
  }

  static boolean isNumber(String part) {
    return !part.isEmpty() && part.length() < 10 && part.chars().allMatch(Character::isDigit);
  }

  @Override
  public String toString() {
    return path;
  }
}
