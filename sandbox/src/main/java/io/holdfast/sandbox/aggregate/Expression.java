package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.TypeNames;
import io.holdfast.sandbox.update.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// Something computed from a document; null when it is missing.
@FunctionalInterface
public interface Expression {

  @Nullable Value evaluate(Doc document);

  /// Reads an expression: a `$field.path`, `$$ROOT`, an operator, a document of expressions, or a
  /// constant.
  static Expression parse(Value value) {
    if (value.isString() && value.string().startsWith("$")) {
      return reference(value.string());
    }
    if (value.isArray()) {
      return list(value.doc().values().stream().map(Expression::parse).toList());
    }
    if (value.isDocument() && !value.doc().isEmpty()) {
      Field first = value.doc().fields().getFirst();
      return first.name().startsWith("$") ? operator(value.doc(), first) : object(value.doc());
    }
    return document -> value;
  }

  private static Expression reference(String text) {
    if (text.startsWith("$$")) {
      return variable(text.substring(2));
    }
    return new ExpressionPath(text.substring(1))::value;
  }

  private static Expression variable(String name) {
    int dot = name.indexOf('.');
    return switch (dot < 0 ? name : name.substring(0, dot)) {
      case "ROOT", "CURRENT" ->
          dot < 0 ? Doc::asValue : new ExpressionPath(name.substring(dot + 1))::value;
      case "NOW" -> document -> Values.date(System.currentTimeMillis());
      case "REMOVE" -> document -> null;
      default -> throw ServerError.LOCATION17276.because("Use of undefined variable: " + name);
    };
  }

  private static Expression list(List<Expression> elements) {
    return document -> {
      List<Value> values = new ArrayList<>();
      for (Expression element : elements) {
        Value value = element.evaluate(document);
        values.add(value == null ? Value.NULL : value);
      }
      return Value.array(values);
    };
  }

  private static Expression object(Doc fields) {
    List<String> names = fields.fields().stream().map(Field::name).toList();
    List<Expression> values = fields.values().stream().map(Expression::parse).toList();
    return document -> {
      DocBuilder built = new DocBuilder();
      for (int i = 0; i < names.size(); i++) {
        built.putIfPresent(names.get(i), values.get(i).evaluate(document));
      }
      return built.build().asValue();
    };
  }

  private static Expression operator(Doc expression, Field operator) {
    if (expression.fields().size() > 1) {
      throw ServerError.LOCATION15983.because(
          "An object representing an expression must have exactly one field: " + expression);
    }
    Value operand = operator.value();
    return switch (operator.name()) {
      case "$literal" -> document -> operand;
      case "$add" -> fold(operand, Arithmetic::add);
      case "$multiply" -> fold(operand, Arithmetic::multiply);
      case "$subtract" -> fold(operand, Expression::subtract);
      case "$divide" -> fold(operand, (a, b) -> Value.of(a.asDouble() / b.asDouble()));
      case "$mod" -> fold(operand, (a, b) -> Value.of(a.asLong() % b.asLong()));
      case "$type" -> of(operand, value -> Value.of(type(value)));
      case "$bsonSize" -> of(operand, value -> value == null ? null : Value.of(value.size()));
      case "$size" -> of(operand, Expression::size);
      case "$ifNull" -> ifNull(list(operand));
      default ->
          throw ServerError.INVALID_PIPELINE_OPERATOR.because(
              "Unrecognized expression '" + operator.name() + "'");
    };
  }

  private static List<Expression> list(Value operand) {
    return operand.isArray()
        ? operand.doc().values().stream().map(Expression::parse).toList()
        : List.of(parse(operand));
  }

  private static Expression of(Value operand, Function<@Nullable Value, @Nullable Value> function) {
    Expression inner = list(operand).getFirst();
    return document -> function.apply(inner.evaluate(document));
  }

  private static Expression fold(Value operand, BinaryOperator<Value> operation) {
    List<Expression> operands = list(operand);
    return document -> {
      Value result = null;
      for (Expression next : operands) {
        Value value = next.evaluate(document);
        if (value == null || !value.isNumber()) {
          return Value.NULL;
        }
        result = result == null ? value : operation.apply(result, value);
      }
      return result;
    };
  }

  private static Value subtract(Value left, Value right) {
    return Arithmetic.add(left, Arithmetic.multiply(right, Value.of(-1)));
  }

  private static String type(@Nullable Value value) {
    return value == null ? "missing" : TypeNames.of(value.type());
  }

  private static Value size(@Nullable Value value) {
    if (value == null || !value.isArray()) {
      throw ServerError.LOCATION17124.because("The argument to $size must be an array");
    }
    return Value.of(value.doc().values().size());
  }

  private static Expression ifNull(List<Expression> operands) {
    return document -> {
      Value value = operands.get(0).evaluate(document);
      boolean none = value == null || value.type() == BsonType.NULL;
      return none ? operands.get(1).evaluate(document) : value;
    };
  }
}
