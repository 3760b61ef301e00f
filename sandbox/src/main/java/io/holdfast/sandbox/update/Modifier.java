package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.Filter;
import io.holdfast.sandbox.query.FilterParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an update operator makes of the value at its path.
enum Modifier {
  SET("$set") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      return operand;
    }
  },
  SET_ON_INSERT("$setOnInsert") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      return operand;
    }
  },
  UNSET("$unset") {
    @Override
    @Nullable Value apply(Path path, @Nullable Value current, Value operand) {
      return null;
    }
  },
  INC("$inc") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      requireNumber(path, current, operand, "$inc");
      return current == null ? operand : Arithmetic.add(current, operand);
    }
  },
  MUL("$mul") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      requireNumber(path, current, operand, "$mul");
      return Arithmetic.multiply(current == null ? Value.of(0) : current, operand);
    }
  },
  MIN("$min") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      return current != null && ValueOrder.INSTANCE.compare(current, operand) <= 0
          ? current
          : operand;
    }
  },
  MAX("$max") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      return current != null && ValueOrder.INSTANCE.compare(current, operand) >= 0
          ? current
          : operand;
    }
  },
  PUSH("$push") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      List<Value> elements = elements(path, current, "$push");
      elements.addAll(each(operand, "$push"));
      return Value.array(elements);
    }
  },
  ADD_TO_SET("$addToSet") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      List<Value> elements = elements(path, current, "$addToSet");
      for (Value value : each(operand, "$addToSet")) {
        if (elements.stream().noneMatch(old -> ValueOrder.INSTANCE.compare(old, value) == 0)) {
          elements.add(value);
        }
      }
      return Value.array(elements);
    }
  },
  PULL("$pull") {
    @Override
    @Nullable Value apply(Path path, @Nullable Value current, Value operand) {
      if (current == null) {
        return null;
      }
      List<Value> elements = elements(path, current, "$pull");
      Filter wholes = condition(operand);
      elements.removeIf(element -> wholes.matches(new DocBuilder().put("e", element).build()));
      return Value.array(elements);
    }
  },
  POP("$pop") {
    @Override
    @Nullable Value apply(Path path, @Nullable Value current, Value operand) {
      if (current == null) {
        return null;
      }
      List<Value> elements = elements(path, current, "$pop");
      if (!elements.isEmpty()) {
        elements.remove(operand.asDouble() < 0 ? 0 : elements.size() - 1);
      }
      return Value.array(elements);
    }
  },
  CURRENT_DATE("$currentDate") {
    @Override
    Value apply(Path path, @Nullable Value current, Value operand) {
      return Values.date(System.currentTimeMillis());
    }
  };

  private final String operator;

  Modifier(String operator) {
    this.operator = operator;
  }

  /// The value that replaces the current one, either of which may be missing (null).
  abstract @Nullable Value apply(Path path, @Nullable Value current, Value operand);

  static Modifier named(String operator) {
    for (Modifier modifier : values()) {
      if (modifier.operator.equals(operator)) {
        return modifier;
      }
    }
    throw ServerError.FAILED_TO_PARSE.because(
        "Unknown modifier: "
            + operator
            + ". Expected a valid update modifier or pipeline-style update specified as an array");
  }

  private static void requireNumber(
      Path path, @Nullable Value current, Value operand, String operator) {
    if (!operand.isNumber()) {
      throw ServerError.TYPE_MISMATCH.because(
          "Cannot %s with non-numeric argument: {%s: %s}".formatted(operator, path, operand));
    }
    if (current != null && !current.isNumber()) {
      throw ServerError.TYPE_MISMATCH.because(
          "Cannot apply %s to a value of non-numeric type at '%s'".formatted(operator, path));
    }
  }

  private static List<Value> elements(Path path, @Nullable Value current, String operator) {
    if (current != null && !current.isArray()) {
      throw ServerError.BAD_VALUE.because(
          "The field '%s' must be an array for %s".formatted(path, operator));
    }
    return current == null ? new ArrayList<>() : new ArrayList<>(current.doc().values());
  }

  private static List<Value> each(Value operand, String operator) {
    Doc clause = operand.isDocument() ? operand.doc() : Doc.EMPTY;
    Value each = clause.get("$each");
    if (each == null) {
      return List.of(operand);
    }
    if (clause.fields().size() > 1 || !each.isArray()) {
      throw ServerError.BAD_VALUE.because(
          "the sandbox knows only $each with an array in " + operator + ": " + operand);
    }
    return each.doc().values();
  }

  /// The condition of a `$pull` on an element that stands under the name `e`.
  private static Filter condition(Value operand) {
    if (!operand.isDocument() || operand.doc().isEmpty()) {
      return FilterParser.parse(
          new DocBuilder().put("e", new DocBuilder().put("$eq", operand).build()).build());
    }
    boolean operators = operand.doc().fields().getFirst().name().startsWith("$");
    if (operators) {
      return FilterParser.parse(new DocBuilder().put("e", operand).build());
    }
    Filter onDocument = FilterParser.parse(operand.doc());
    return wrapper -> {
      Doc element = wrapper.doc("e");
      return element != null && onDocument.matches(element);
    };
  }
}
