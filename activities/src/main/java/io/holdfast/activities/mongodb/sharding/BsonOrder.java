package io.holdfast.activities.mongodb.sharding;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonRegularExpression;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/// The order in which the server sorts values where no collation is given, as `woCompare` of its
/// `bsonelement.cpp` has it: first by kind, all numbers being of one, then by value.
final class BsonOrder implements Comparator<BsonValue> {
  static final BsonOrder INSTANCE = new BsonOrder();

  private static final int NUMBER = 10;

  private BsonOrder() {}

  @Override
  public int compare(BsonValue a, BsonValue b) {
    int byKind = Integer.compare(kind(a.getBsonType()), kind(b.getBsonType()));
    return byKind != 0 ? byKind : compareAlike(a, b);
  }

  /// The server's number of a kind of values.
  static int kind(BsonType type) {
    return switch (type) {
      case MIN_KEY -> -1;
      case END_OF_DOCUMENT, UNDEFINED -> 0;
      case NULL -> 5;
      case DOUBLE, INT32, INT64, DECIMAL128 -> NUMBER;
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

  private int compareAlike(BsonValue a, BsonValue b) {
    return switch (a.getBsonType()) {
      case MIN_KEY, MAX_KEY, END_OF_DOCUMENT, UNDEFINED, NULL -> 0;
      case DOUBLE, INT32, INT64, DECIMAL128 -> compareNumbers(a.asNumber(), b.asNumber());
      case STRING, SYMBOL -> compareText(text(a), text(b));
      case DOCUMENT -> compareDocuments(a.asDocument(), b.asDocument());
      case ARRAY -> compareItems(a.asArray().iterator(), b.asArray().iterator());
      case BINARY -> compareBinary(a.asBinary(), b.asBinary());
      case OBJECT_ID -> a.asObjectId().compareTo(b.asObjectId());
      case BOOLEAN -> Boolean.compare(a.asBoolean().getValue(), b.asBoolean().getValue());
      case DATE_TIME -> Long.compare(a.asDateTime().getValue(), b.asDateTime().getValue());
      case TIMESTAMP ->
          Long.compareUnsigned(a.asTimestamp().getValue(), b.asTimestamp().getValue());
      case REGULAR_EXPRESSION -> compare(a.asRegularExpression(), b.asRegularExpression());
      case JAVASCRIPT -> compareText(a.asJavaScript().getCode(), b.asJavaScript().getCode());
      case DB_POINTER, JAVASCRIPT_WITH_SCOPE ->
          throw new IllegalArgumentException("a shard key holds no " + a.getBsonType());
    };
  }

  private static String text(BsonValue value) {
    return value.isSymbol() ? value.asSymbol().getSymbol() : value.asString().getValue();
  }

  private static int compareText(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static int compare(BsonRegularExpression a, BsonRegularExpression b) {
    int byPattern = compareText(a.getPattern(), b.getPattern());
    return byPattern != 0 ? byPattern : compareText(a.getOptions(), b.getOptions());
  }

  private static int compareBinary(BsonBinary a, BsonBinary b) {
    int byLength = Integer.compare(a.getData().length, b.getData().length);
    if (byLength != 0) {
      return byLength;
    }
    int byType = Integer.compare(a.getType() & 0xFF, b.getType() & 0xFF);
    return byType != 0 ? byType : Arrays.compareUnsigned(a.getData(), b.getData());
  }

  private int compareItems(Iterator<BsonValue> a, Iterator<BsonValue> b) {
    while (a.hasNext() && b.hasNext()) {
      int byItem = compare(a.next(), b.next());
      if (byItem != 0) {
        return byItem;
      }
    }
    return Boolean.compare(a.hasNext(), b.hasNext());
  }

  private int compareDocuments(BsonDocument a, BsonDocument b) {
    Iterator<Map.Entry<String, BsonValue>> left = a.entrySet().iterator();
    Iterator<Map.Entry<String, BsonValue>> right = b.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      int byField = compareFields(left.next(), right.next());
      if (byField != 0) {
        return byField;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private int compareFields(Map.Entry<String, BsonValue> a, Map.Entry<String, BsonValue> b) {
    int byKind =
        Integer.compare(kind(a.getValue().getBsonType()), kind(b.getValue().getBsonType()));
    if (byKind != 0) {
      return byKind;
    }
    int byName = compareText(a.getKey(), b.getKey());
    return byName != 0 ? byName : compareAlike(a.getValue(), b.getValue());
  }

  private static int compareNumbers(BsonNumber a, BsonNumber b) {
    if (isWhole(a) && isWhole(b)) {
      return Long.compare(a.longValue(), b.longValue());
    }
    int byClass = Integer.compare(rank(a), rank(b));
    return byClass != 0 || rank(a) != 0 ? byClass : exact(a).compareTo(exact(b));
  }

  private static boolean isWhole(BsonNumber number) {
    return number.isInt32() || number.isInt64();
  }

  /// Not a number is the least, then infinities around what is finite.
  private static int rank(BsonNumber number) {
    if (number.isDecimal128()) {
      Decimal128 value = number.asDecimal128().getValue();
      return value.isNaN() ? -2 : value.isInfinite() ? (value.isNegative() ? -1 : 1) : 0;
    }
    double value = number.isDouble() ? number.asDouble().getValue() : 0;
    return Double.isNaN(value) ? -2 : Double.isInfinite(value) ? (value < 0 ? -1 : 1) : 0;
  }

  private static BigDecimal exact(BsonNumber number) {
    if (number.isDouble()) {
      return new BigDecimal(number.asDouble().getValue());
    }
    if (number.isDecimal128()) {
      Decimal128 value = number.asDecimal128().getValue();
      // A negative zero is no BigDecimal.
      return value.isNegative() && value.toString().matches("-0(\\.0+)?(E[+-]?\\d+)?")
          ? BigDecimal.ZERO
          : value.bigDecimalValue();
    }
    return BigDecimal.valueOf(number.longValue());
  }
}
