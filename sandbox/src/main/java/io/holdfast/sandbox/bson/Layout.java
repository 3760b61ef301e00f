package io.holdfast.sandbox.bson;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.BsonType;

/// Where things lie in BSON bytes: little-endian numbers, and the length of each type's value (see
/// bsonspec.org, version 1.1).
final class Layout {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Layout() {}

  static int int32(byte[] buffer, int at) {
    return (int) INT.get(buffer, at);
  }

  static long int64(byte[] buffer, int at) {
    return (long) LONG.get(buffer, at);
  }

  static void putInt32(byte[] buffer, int at, int value) {
    INT.set(buffer, at, value);
  }

  static void putInt64(byte[] buffer, int at, long value) {
    LONG.set(buffer, at, value);
  }

  /// Index of the zero byte that ends the C string at `at`.
  static int stringEnd(byte[] buffer, int at) {
    int end = at;
    while (buffer[end] != 0) {
      end++;
    }
    return end;
  }

  static String cString(byte[] buffer, int at) {
    return new String(buffer, at, stringEnd(buffer, at) - at, StandardCharsets.UTF_8);
  }

  /// Length in bytes of the value of that type at `at`.
  static int length(BsonType type, byte[] buffer, int at) {
    return switch (type) {
      case DOUBLE, INT64, DATE_TIME, TIMESTAMP -> 8;
      case STRING, JAVASCRIPT, SYMBOL -> 4 + int32(buffer, at);
      case DOCUMENT, ARRAY, JAVASCRIPT_WITH_SCOPE -> int32(buffer, at);
      case BINARY -> 5 + int32(buffer, at);
      case UNDEFINED, NULL, MIN_KEY, MAX_KEY, END_OF_DOCUMENT -> 0;
      case OBJECT_ID -> 12;
      case BOOLEAN -> 1;
      case REGULAR_EXPRESSION -> {
        int pattern = stringEnd(buffer, at);
        yield stringEnd(buffer, pattern + 1) + 1 - at;
      }
      case DB_POINTER -> 4 + int32(buffer, at) + 12;
      case INT32 -> 4;
      case DECIMAL128 -> 16;
    };
  }
}
