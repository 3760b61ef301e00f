package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;
import java.util.function.Predicate;

/// The conditions behind the operators that look at arrays as wholes.
final class ArrayTests {
  private ArrayTests() {}

  static Filter size(FieldPath path, Value wanted) {
    if (!wanted.isNumber() || wanted.asLong() < 0) {
      throw ServerError.BAD_VALUE.because("$size must be a whole number, not negative");
    }
    return anyArray(path, array -> array.values().size() == wanted.asLong());
  }

  /// Every wanted value is there: in the array, or as the whole value.
  static Filter all(FieldPath path, List<Value> wanted) {
    if (wanted.isEmpty()) {
      return document -> false;
    }
    return Filter.allOf(
        wanted.stream()
            .map(
                value -> {
                  Value elements = value.isDocument() ? value.doc().get("$elemMatch") : null;
                  return elements == null
                      ? LeafTests.in(List.of(value)).at(path)
                      : elemMatch(path, elements);
                })
            .toList());
  }

  /// Some element of an array meets the whole condition, as a document or as a value.
  static Filter elemMatch(FieldPath path, Value condition) {
    if (!condition.isDocument()) {
      throw ServerError.BAD_VALUE.because("$elemMatch needs an Object");
    }
    boolean onValues = FilterParser.isOperators(condition) && !startsWithLogic(condition.doc());
    Filter filter =
        onValues
            ? FilterParser.operators(new FieldPath(""), condition.doc())
            : FilterParser.parse(condition.doc());
    Predicate<Value> element =
        onValues
            ? value -> filter.matches(new DocBuilder().put("", value).build())
            : value -> value.isDocument() && filter.matches(value.doc());
    return anyArray(path, array -> array.values().stream().anyMatch(element));
  }

  private static boolean startsWithLogic(Doc condition) {
    return condition.has("$and") || condition.has("$or") || condition.has("$nor");
  }

  private static Filter anyArray(FieldPath path, Predicate<Doc> test) {
    return document ->
        path.values(document).stream().anyMatch(value -> value.isArray() && test.test(value.doc()));
  }
}
