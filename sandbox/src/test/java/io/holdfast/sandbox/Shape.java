package io.holdfast.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What two documents have in common when values are left aside: names and types of fields, at
/// every depth.
final class Shape {
  private final Set<String> ignored;
  private final List<String> differences = new ArrayList<>();

  private Shape(Set<String> ignored) {
    this.ignored = ignored;
  }

  /// Where the shapes differ, as paths; fields of the given names are left aside.
  static List<String> differences(BsonDocument expected, BsonDocument actual, Set<String> ignored) {
    Shape shape = new Shape(ignored);
    shape.compare("", expected, actual);
    return shape.differences;
  }

  private void compare(String path, BsonDocument expected, BsonDocument actual) {
    expected.forEach(
        (name, value) -> {
          if (!ignored.contains(name)) {
            BsonValue other = actual.get(name);
            if (other == null) {
              differences.add(path + name + " is missing");
            } else {
              compare(path + name, value, other);
            }
          }
        });
    actual.keySet().stream()
        .filter(name -> !ignored.contains(name) && !expected.containsKey(name))
        .forEach(name -> differences.add(path + name + " is not there on a real server"));
  }

  private void compare(String path, BsonValue expected, BsonValue actual) {
    if (expected.getBsonType() != actual.getBsonType()) {
      differences.add(path + " is " + actual.getBsonType() + ", not " + expected.getBsonType());
    } else if (expected.isDocument()) {
      compare(path + ".", expected.asDocument(), actual.asDocument());
    } else if (expected.isArray()) {
      compare(path, expected.asArray(), actual.asArray());
    }
  }

  private void compare(String path, BsonArray expected, BsonArray actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      compare(path + "[" + i + "]", expected.get(i), actual.get(i));
    }
  }
}
