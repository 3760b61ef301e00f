package io.holdfast.activities.mongodb.sharding;

import io.holdfast.activities.mongodb.raw.RawElements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bson.BsonType;
import org.bson.types.Decimal128;

/// The number that stands for a value in a hashed index, and so decides on its shard: the first
/// eight bytes of an MD5, as the server's `BSONElementHasher::hash64` makes it.
final class HashedValue {
  private static final BigDecimal LOWEST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /// 2^63, the one number beyond a long that hashes as its negative.
  private static final double OVERFLOW = 0x1p63;

  private final MessageDigest md5 = md5();

  private HashedValue() {
    add32(0);
  }

  /// The number for the value that `element`, within `bytes`, stands at.
  static long of(byte[] bytes, RawElements element) {
    HashedValue hash = new HashedValue();
    hash.add(bytes, element, false);
    return hash.result();
  }

  /// The number for a field that is not there.
  static long ofMissing() {
    HashedValue hash = new HashedValue();
    hash.add32(BsonOrder.kind(BsonType.NULL));
    return hash.result();
  }

  private void add(byte[] bytes, RawElements element, boolean named) {
    add32(BsonOrder.kind(BsonType.findByValue(element.type())));
    if (named) {
      md5.update(bytes, element.nameOffset(), element.valueOffset() - element.nameOffset());
    }
    switch (element.type()) {
      case RawElements.DOCUMENT, RawElements.ARRAY -> {
        RawElements inner = new RawElements(bytes, element.valueOffset());
        while (inner.advance()) {
          add(bytes, inner, true);
        }
        add32(BsonOrder.kind(BsonType.END_OF_DOCUMENT));
      }
      case RawElements.INT32 -> add64(element.int32());
      case RawElements.INT64 -> add64(element.int64());
      case RawElements.DOUBLE -> add64(whole(Double.longBitsToDouble(element.int64())));
      case RawElements.DECIMAL128 -> add64(whole(decimal(bytes, element)));
      default -> md5.update(bytes, element.valueOffset(), element.valueLength());
    }
  }

  private static long whole(double value) {
    return value == OVERFLOW ? Long.MIN_VALUE : (long) value;
  }

  private static Decimal128 decimal(byte[] bytes, RawElements element) {
    ByteBuffer number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Decimal128.fromIEEE754BIDEncoding(
        number.getLong(element.valueOffset() + Long.BYTES), number.getLong(element.valueOffset()));
  }

  private static long whole(Decimal128 value) {
    if (value.isNaN()) {
      return 0;
    }
    if (value.isInfinite()) {
      return value.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    // Unlike a double, which is cut off.
    BigDecimal whole = new BigDecimal(value.toString()).setScale(0, RoundingMode.HALF_EVEN);
    return whole.max(LOWEST).min(HIGHEST).longValue();
  }

  private void add32(int value) {
    md5.update(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).flip());
  }

  private void add64(long value) {
    md5.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip());
  }

  private long result() {
    return ByteBuffer.wrap(md5.digest()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
