package io.holdfast.sandbox.bson;

import java.util.UUID;
import org.bson.BsonType;

/// Makes values of the types that have no counterpart among Java's own.
public final class Values {
  private Values() {}

  /// Milliseconds since 1970.
  public static Value date(long millis) {
    return Value.fixed(BsonType.DATE_TIME, 8, millis);
  }

  /// Seconds in the upper, increment in the lower half.
  public static Value timestamp(long timestamp) {
    return Value.fixed(BsonType.TIMESTAMP, 8, timestamp);
  }

  public static Value uuid(UUID uuid) {
    byte[] bytes = new byte[16];
    Layout.putInt64(bytes, 0, Long.reverseBytes(uuid.getMostSignificantBits()));
    Layout.putInt64(bytes, 8, Long.reverseBytes(uuid.getLeastSignificantBits()));
    return binary(4, bytes);
  }

  public static Value binary(int subtype, byte[] data) {
    byte[] bytes = new byte[5 + data.length];
    Layout.putInt32(bytes, 0, data.length);
    bytes[4] = (byte) subtype;
    System.arraycopy(data, 0, bytes, 5, data.length);
    return new Value(BsonType.BINARY, bytes, 0, bytes.length);
  }

  public static Value objectId(byte[] twelve) {
    return new Value(BsonType.OBJECT_ID, twelve, 0, 12);
  }
}
