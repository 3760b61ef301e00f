package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import org.bson.BsonType;
import org.bson.types.Decimal128;

/// Sums and products with the server's rule for the type of the result: the wider of the two, and a
/// long where an int would overflow.
public final class Arithmetic {
  private Arithmetic() {}

  public static Value add(Value left, Value right) {
    return widest(left, right) == BsonType.DOUBLE
        ? Value.of(left.asDouble() + right.asDouble())
        : exact(left, right, Math::addExact, BigDecimal::add);
  }

  public static Value multiply(Value left, Value right) {
    return widest(left, right) == BsonType.DOUBLE
        ? Value.of(left.asDouble() * right.asDouble())
        : exact(left, right, Math::multiplyExact, BigDecimal::multiply);
  }

  private static Value exact(
      Value left, Value right, BinaryOperator<Long> wholes, BinaryOperator<BigDecimal> decimals) {
    BsonType widest = widest(left, right);
    if (widest == BsonType.DECIMAL128) {
      return Value.of(new Decimal128(decimals.apply(decimal(left), decimal(right))));
    }
    try {
      long result = wholes.apply(left.asLong(), right.asLong());
      boolean narrow = widest == BsonType.INT32 && result == (int) result;
      return narrow ? Value.of((int) result) : Value.of(result);
    } catch (ArithmeticException overflow) {
      throw ServerError.BAD_VALUE.because(
          "Failed to apply operation: %s and %s overflow a long".formatted(left, right));
    }
  }

  private static BigDecimal decimal(Value value) {
    return switch (value.type()) {
      case DECIMAL128 -> value.decimal().bigDecimalValue();
      case DOUBLE -> BigDecimal.valueOf(value.asDouble());
      default -> BigDecimal.valueOf(value.asLong());
    };
  }

  private static BsonType widest(Value left, Value right) {
    for (BsonType type : new BsonType[] {BsonType.DECIMAL128, BsonType.DOUBLE, BsonType.INT64}) {
      if (left.type() == type || right.type() == type) {
        return type;
      }
    }
    return BsonType.INT32;
  }
}
