package io.holdfast.sandbox.update;

import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;

/// A dotted path of an update, as the parts that are still to go.
record Path(List<String> parts) implements Comparable<Path> {

  static Path parse(String path) {
    List<String> parts = List.of(path.split("\\.", -1));
    if (parts.contains("")) {
      throw ServerError.EMPTY_FIELD_NAME.because(
          "The update path '" + path + "' contains an empty field name, which is not allowed.");
    }
    for (String part : parts) {
      if (part.equals("$") || part.startsWith("$[")) {
        throw ServerError.BAD_VALUE.because(
            "the sandbox does not know positional updates: '" + path + "'");
      }
    }
    return new Path(parts);
  }

  /// As the oplog writes it: its parts may be anything.
  static Path trusted(String path) {
    return new Path(List.of(path.split("\\.", -1)));
  }

  String head() {
    return parts.getFirst();
  }

  boolean isLast() {
    return parts.size() == 1;
  }

  Path tail() {
    return new Path(parts.subList(1, parts.size()));
  }

  Path child(int index) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(Integer.toString(index));
    return new Path(longer);
  }

  /// Whether one of the two leads to or through the other.
  boolean overlaps(Path other) {
    int common = Math.min(parts.size(), other.parts.size());
    return parts.subList(0, common).equals(other.parts.subList(0, common));
  }

  /// The order in which the server applies modifiers: by part, digits by value.
  @Override
  public int compareTo(Path other) {
    for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
      int result = parts.get(i).compareTo(other.parts.get(i));
      if (result != 0) {
        return result;
      }
    }
    return Integer.compare(parts.size(), other.parts.size());
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
