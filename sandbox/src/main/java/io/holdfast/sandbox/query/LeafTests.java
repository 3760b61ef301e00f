package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bson.BsonType;

/// The tests behind the operators that look at single values.
final class LeafTests {
  private LeafTests() {}

  static LeafTest equal(Value wanted) {
    if (wanted.type() == BsonType.NULL) {
      return value ->
          value == null || value.type() == BsonType.NULL || value.type() == BsonType.UNDEFINED;
    }
    return value -> value != null && ValueOrder.INSTANCE.compare(value, wanted) == 0;
  }

  /// An order comparison, which holds only between values of one kind, or with the two extremes.
  static LeafTest ordered(Value bound, IntPredicate accepted) {
    boolean extreme = bound.type() == BsonType.MIN_KEY || bound.type() == BsonType.MAX_KEY;
    int kind = ValueOrder.kind(bound.type());
    boolean withNull = bound.type() == BsonType.NULL && accepted.test(0);
    return value -> {
      if (value == null) {
        return withNull;
      }
      return (extreme || ValueOrder.kind(value.type()) == kind)
          && bothNaNOrNeither(value, bound)
          && accepted.test(ValueOrder.INSTANCE.compare(value, bound));
    };
  }

  private static boolean bothNaNOrNeither(Value value, Value bound) {
    return !value.isNumber()
        || !bound.isNumber()
        || Double.isNaN(value.asDouble()) == Double.isNaN(bound.asDouble());
  }

  static LeafTest in(List<Value> wanted) {
    List<LeafTest> tests = new ArrayList<>();
    for (Value value : wanted) {
      tests.add(
          value.type() == BsonType.REGULAR_EXPRESSION
              ? regex(value.regex().get(0), value.regex().get(1))
              : equal(value));
    }
    return value -> tests.stream().anyMatch(test -> test.test(value));
  }

  static LeafTest regex(String pattern, String options) {
    int flags = 0;
    for (int i = 0; i < options.length(); i++) {
      flags |=
          switch (options.charAt(i)) {
            case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'x' -> Pattern.COMMENTS;
            default ->
                throw ServerError.LOCATION51108.because(
                    "invalid flag in regex options: " + options);
          };
    }
    Pattern compiled = compile(pattern, flags);
    return value ->
        value != null
            && (value.isString() || value.type() == BsonType.SYMBOL)
            && compiled.matcher(value.string()).find();
  }

  private static Pattern compile(String pattern, int flags) {
    try {
      return Pattern.compile(pattern, flags);
    } catch (PatternSyntaxException invalid) {
      throw ServerError.LOCATION51091.because(
          "Regular expression is invalid: " + invalid.getDescription());
    }
  }

  static LeafTest mod(List<Value> divisorAndRest) {
    if (divisorAndRest.size() != 2 || divisorAndRest.get(0).asLong() == 0) {
      throw ServerError.BAD_VALUE.because("malformed mod, needs a divisor and a remainder");
    }
    long divisor = divisorAndRest.get(0).asLong();
    long rest = divisorAndRest.get(1).asLong();
    return value -> value != null && value.isNumber() && value.asLong() % divisor == rest;
  }

  static LeafTest type(Value operand) {
    List<Value> names = operand.isArray() ? operand.doc().values() : List.of(operand);
    List<List<BsonType>> types = names.stream().map(TypeNames::parse).toList();
    return value ->
        value != null
            && types.stream().anyMatch(set -> set.contains(Objects.requireNonNull(value).type()));
  }
}
