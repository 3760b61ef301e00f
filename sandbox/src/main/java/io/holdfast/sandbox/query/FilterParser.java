package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonType;

/// Reads a filter document. What it does not know it refuses by name.
public final class FilterParser {
  private FilterParser() {}

  public static Filter parse(Doc filter) {
    List<Filter> parts = new ArrayList<>();
    for (Field field : filter) {
      if (field.name().startsWith("$")) {
        parts.add(topLevel(field));
      } else {
        parts.add(onField(new FieldPath(field.name()), field.value()));
      }
    }
    return Filter.allOf(parts);
  }

  private static Filter topLevel(Field field) {
    return switch (field.name()) {
      case "$and" -> Filter.allOf(clauses(field));
      case "$or" -> Filter.anyOf(clauses(field));
      case "$nor" -> Filter.anyOf(clauses(field)).negate();
      case "$comment" -> Filter.ALL;
      default -> throw ServerError.BAD_VALUE.because("unknown top level operator: " + field.name());
    };
  }

  private static List<Filter> clauses(Field field) {
    if (!field.value().isArray() || field.value().doc().isEmpty()) {
      throw ServerError.BAD_VALUE.because(field.name() + " must be a nonempty array");
    }
    List<Filter> clauses = new ArrayList<>();
    for (Value clause : field.value().doc().values()) {
      if (!clause.isDocument()) {
        throw ServerError.BAD_VALUE.because("$or/$and/$nor entries need to be full objects");
      }
      clauses.add(parse(clause.doc()));
    }
    return clauses;
  }

  private static Filter onField(FieldPath path, Value condition) {
    if (condition.type() == BsonType.REGULAR_EXPRESSION) {
      return LeafTests.regex(condition.regex().get(0), condition.regex().get(1)).at(path);
    }
    if (isOperators(condition)) {
      return operators(path, condition.doc());
    }
    return LeafTests.equal(condition).at(path);
  }

  /// Whether the value is a document of operators and not one to compare with.
  static boolean isOperators(Value value) {
    if (!value.isDocument() || value.doc().first() == null) {
      return false;
    }
    String name = value.doc().fields().getFirst().name();
    return name.startsWith("$")
        && !name.equals("$ref")
        && !name.equals("$id")
        && !name.equals("$db");
  }

  static Filter operators(FieldPath path, Doc operators) {
    List<Filter> parts = new ArrayList<>();
    for (Field field : operators) {
      parts.add(operator(path, field.name(), field.value(), operators));
    }
    return Filter.allOf(parts);
  }

  private static Filter operator(FieldPath path, String name, Value operand, Doc siblings) {
    return switch (name) {
      case "$eq" -> LeafTests.equal(operand).at(path);
      case "$ne" -> LeafTests.equal(operand).at(path).negate();
      case "$gt" -> LeafTests.ordered(operand, sign -> sign > 0).at(path);
      case "$gte" -> LeafTests.ordered(operand, sign -> sign >= 0).at(path);
      case "$lt" -> LeafTests.ordered(operand, sign -> sign < 0).at(path);
      case "$lte" -> LeafTests.ordered(operand, sign -> sign <= 0).at(path);
      case "$in" -> LeafTests.in(array(name, operand)).at(path);
      case "$nin" -> LeafTests.in(array(name, operand)).at(path).negate();
      case "$exists" -> exists(path, operand.truthy());
      case "$type" -> LeafTests.type(operand).at(path);
      case "$mod" -> LeafTests.mod(array(name, operand)).at(path);
      case "$regex" -> regex(path, operand, siblings);
      case "$options" -> Filter.ALL;
      case "$not" -> negated(path, operand);
      case "$size" -> ArrayTests.size(path, operand);
      case "$all" -> ArrayTests.all(path, array(name, operand));
      case "$elemMatch" -> ArrayTests.elemMatch(path, operand);
      default -> throw ServerError.BAD_VALUE.because("unknown operator: " + name);
    };
  }

  private static Filter exists(FieldPath path, boolean wanted) {
    return document -> path.values(document).isEmpty() != wanted;
  }

  private static Filter regex(FieldPath path, Value operand, Doc siblings) {
    String options = siblings.string("$options");
    if (operand.type() == BsonType.REGULAR_EXPRESSION) {
      List<String> given = operand.regex();
      return LeafTests.regex(given.get(0), options == null ? given.get(1) : options).at(path);
    }
    return LeafTests.regex(operand.string(), options == null ? "" : options).at(path);
  }

  private static Filter negated(FieldPath path, Value operand) {
    if (operand.type() == BsonType.REGULAR_EXPRESSION) {
      return onField(path, operand).negate();
    }
    if (!isOperators(operand)) {
      throw ServerError.BAD_VALUE.because("$not needs a regex or a document");
    }
    return operators(path, operand.doc()).negate();
  }

  static List<Value> array(String operator, Value operand) {
    if (!operand.isArray()) {
      throw ServerError.BAD_VALUE.because(operator + " needs an array");
    }
    return operand.doc().values();
  }
}
