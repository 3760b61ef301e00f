package io.holdfast.sandbox.bson;

import java.math.BigDecimal;
import java.util.Comparator;
import org.bson.BsonType;
import org.bson.types.Decimal128;

/// The server's order of values: first by kind of type, where all numbers are one kind, then within
/// the kind. See "Comparison/Sort Order" in the server's manual.
public final class ValueOrder implements Comparator<Value> {
  /// The one instance.
  public static final ValueOrder INSTANCE = new ValueOrder();

  private ValueOrder() {}

  /// Place of the type's kind in the order; types of one place compare with each other.
  public static int kind(BsonType type) {
    return switch (type) {
      case MIN_KEY -> -1;
      case UNDEFINED, END_OF_DOCUMENT -> 0;
      case NULL -> 5;
      case DOUBLE, INT32, INT64, DECIMAL128 -> 10;
      case STRING, SYMBOL -> 15;
      case DOCUMENT -> 20;
      case ARRAY -> 25;
      case BINARY -> 30;
      case OBJECT_ID -> 35;
      case BOOLEAN -> 40;
      case DATE_TIME -> 45;
      case TIMESTAMP -> 47;
      case REGULAR_EXPRESSION -> 50;
      case DB_POINTER -> 55;
      case JAVASCRIPT -> 60;
      case JAVASCRIPT_WITH_SCOPE -> 65;
      case MAX_KEY -> 127;
    };
  }

  @Override
  public int compare(Value left, Value right) {
    int kinds = Integer.compare(kind(left.type()), kind(right.type()));
    return kinds != 0 ? kinds : sameKind(left, right);
  }

  /// Compares documents field by field: kind of type, name, value.
  public int compare(Doc left, Doc right) {
    DocWalker a = left.walk();
    DocWalker b = right.walk();
    while (true) {
      boolean more = a.next();
      if (more != b.next()) {
        return more ? 1 : -1;
      }
      if (!more) {
        return 0;
      }
      int result = Integer.compare(kind(a.type()), kind(b.type()));
      result = result != 0 ? result : a.name().compareTo(b.name());
      result = result != 0 ? result : sameKind(a.value(), b.value());
      if (result != 0) {
        return result;
      }
    }
  }

  private int sameKind(Value left, Value right) {
    return switch (left.type()) {
      case MIN_KEY, MAX_KEY, UNDEFINED, NULL, END_OF_DOCUMENT -> 0;
      case DOUBLE, INT32, INT64, DECIMAL128 -> numbers(left, right);
      case STRING, SYMBOL, JAVASCRIPT ->
          left.compareBytes(4, left.size() - 4, right, 4, right.size() - 4);
      case DOCUMENT, ARRAY -> compare(left.doc(), right.doc());
      case BINARY -> {
        int lengths = Integer.compare(left.int32(), right.int32());
        yield lengths != 0
            ? lengths
            : left.compareBytes(4, left.size() - 4, right, 4, right.size() - 4);
      }
      case OBJECT_ID, BOOLEAN, REGULAR_EXPRESSION ->
          left.compareBytes(0, left.size(), right, 0, right.size());
      case DATE_TIME -> Long.compare(left.int64(), right.int64());
      case TIMESTAMP -> Long.compareUnsigned(left.int64(), right.int64());
      case DB_POINTER -> {
        int lengths = Integer.compare(left.size(), right.size());
        yield lengths != 0 ? lengths : left.compareBytes(0, left.size(), right, 0, right.size());
      }
      case JAVASCRIPT_WITH_SCOPE ->
          left.compareBytes(4, left.size() - 4, right, 4, right.size() - 4);
    };
  }

  private static int numbers(Value left, Value right) {
    boolean wholes = isWhole(left) && isWhole(right);
    if (wholes) {
      return Long.compare(left.asLong(), right.asLong());
    }
    boolean leftNaN = Double.isNaN(left.asDouble());
    boolean rightNaN = Double.isNaN(right.asDouble());
    if (leftNaN || rightNaN) {
      return Boolean.compare(rightNaN, leftNaN);
    }
    double a = left.asDouble();
    double b = right.asDouble();
    if (Double.isInfinite(a) || Double.isInfinite(b) || bothDoubles(left, right)) {
      // Adding zero turns -0.0 into 0.0, which the server holds to be equal.
      return Double.compare(a + 0.0, b + 0.0);
    }
    return exact(left).compareTo(exact(right));
  }

  private static boolean bothDoubles(Value left, Value right) {
    return left.type() == BsonType.DOUBLE && right.type() == BsonType.DOUBLE;
  }

  private static boolean isWhole(Value value) {
    return value.type() == BsonType.INT32 || value.type() == BsonType.INT64;
  }

  private static BigDecimal exact(Value value) {
    if (value.type() == BsonType.DECIMAL128) {
      Decimal128 decimal = value.decimal();
      boolean minusZero = decimal.isNegative() && decimal.doubleValue() == 0;
      return minusZero ? BigDecimal.ZERO : decimal.bigDecimalValue();
    }
    return isWhole(value) ? BigDecimal.valueOf(value.asLong()) : new BigDecimal(value.asDouble());
  }
}
