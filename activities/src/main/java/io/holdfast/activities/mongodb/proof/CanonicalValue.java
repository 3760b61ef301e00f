package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawElements;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.types.Decimal128;

/// A BSON value as bytes that are equal where the server's comparison says so.
final class CanonicalValue {
  private static final byte WHOLE = 'l';
  private static final byte FRACTION = 'f';
  private static final byte NOT_A_NUMBER = 'n';
  private static final byte INFINITE = 'i';
  private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(24);

  byte[] toBytes() {
    return out.toByteArray();
  }

  /// Appends the value that `element`, within `bytes`, stands at.
  void append(byte[] bytes, RawElements element) {
    switch (element.type()) {
      case RawElements.INT32 -> whole(element.int32());
      case RawElements.INT64 -> whole(element.int64());
      case RawElements.DOUBLE -> floating(Double.longBitsToDouble(element.int64()));
      case RawElements.DECIMAL128 -> {
        ByteBuffer number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long low = number.getLong(element.valueOffset());
        long high = number.getLong(element.valueOffset() + Long.BYTES);
        decimal(Decimal128.fromIEEE754BIDEncoding(high, low));
      }
      case RawElements.STRING, RawElements.SYMBOL -> raw(RawElements.STRING, bytes, element);
      case RawElements.DOCUMENT -> {
        out.write(RawElements.DOCUMENT);
        RawElements fields = new RawElements(bytes, element.valueOffset());
        while (fields.advance()) {
          append(bytes, fields);
          out.write(bytes, fields.nameOffset(), fields.valueOffset() - fields.nameOffset());
        }
        out.write(0);
      }
      default -> raw(element.type(), bytes, element);
    }
  }

  private void raw(int type, byte[] bytes, RawElements element) {
    out.write(type);
    out.write(bytes, element.valueOffset(), element.valueLength());
  }

  private void whole(long value) {
    out.write(WHOLE);
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private void floating(double value) {
    if (Double.isNaN(value)) {
      out.write(NOT_A_NUMBER);
    } else if (Double.isInfinite(value)) {
      infinite(value < 0);
    } else {
      exact(new BigDecimal(value));
    }
  }

  private void decimal(Decimal128 value) {
    if (value.isNaN()) {
      out.write(NOT_A_NUMBER);
    } else if (value.isInfinite()) {
      infinite(value.isNegative());
    } else if (value.equals(Decimal128.NEGATIVE_ZERO) || isZero(value)) {
      whole(0);
    } else {
      exact(value.bigDecimalValue());
    }
  }

  /// Zeros have signs and exponents; a negative one is no BigDecimal.
  private static boolean isZero(Decimal128 value) {
    return value.toString().matches("-?0(\\.0+)?(E[+-]?\\d+)?");
  }

  private void infinite(boolean negative) {
    out.write(INFINITE);
    out.write(negative ? '-' : '+');
  }

  private void exact(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    if (shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= 19) {
      BigInteger integer = shortest.toBigIntegerExact();
      if (integer.compareTo(LOWEST) >= 0 && integer.compareTo(HIGHEST) <= 0) {
        whole(integer.longValue());
        return;
      }
    }
    out.write(FRACTION);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(shortest.scale()).array());
    out.writeBytes(shortest.unscaledValue().toByteArray());
  }
}
