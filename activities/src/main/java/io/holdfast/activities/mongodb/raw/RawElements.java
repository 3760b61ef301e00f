package io.holdfast.activities.mongodb.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Walks over the elements of one BSON document or array, byte by byte as
/// [bsonspec.org](https://bsonspec.org/spec.html) lays them out, without decoding values. Trusts
/// its input: rubbish ends in an `IndexOutOfBoundsException` or an `IllegalArgumentException`.
final class RawElements {
  static final int INT64 = 0x12;
  static final int DOCUMENT = 0x03;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int next;
  private int type;
  private int name;
  private int value;

  /// Begins before the first element of the document at `offset`.
  RawElements(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.next = offset + Integer.BYTES;
  }

  /// Moves to the next element; false after the last.
  boolean advance() {
    type = bytes[next] & 0xFF;
    if (type == 0) {
      return false;
    }
    name = next + 1;
    value = afterText(name);
    next = value + length();
    return true;
  }

  int type() {
    return type;
  }

  String name() {
    return new String(bytes, name, value - 1 - name, StandardCharsets.UTF_8);
  }

  /// Where the element's value begins.
  int valueOffset() {
    return value;
  }

  /// How long the value is.
  int valueLength() {
    return next - value;
  }

  long int64() {
    return (long) LONG.get(bytes, value);
  }

  /// A string's characters.
  String text() {
    return new String(bytes, value + Integer.BYTES, int32(value) - 1, StandardCharsets.UTF_8);
  }

  private int length() {
    return switch (type) {
      case 0x06, 0x0A, 0x7F, 0xFF -> 0;
      case 0x08 -> 1;
      case 0x10 -> Integer.BYTES;
      case 0x01, 0x09, 0x11, INT64 -> Long.BYTES;
      case 0x07 -> 12;
      case 0x13 -> 16;
      case 0x02, 0x0D, 0x0E -> Integer.BYTES + int32(value);
      case DOCUMENT, 0x04, 0x0F -> int32(value);
      case 0x05 -> Integer.BYTES + 1 + int32(value);
      case 0x0B -> afterText(afterText(value)) - value;
      case 0x0C -> Integer.BYTES + int32(value) + 12;
      default -> throw new IllegalArgumentException("no BSON type: " + type);
    };
  }

  private int afterText(int from) {
    int end = from;
    while (bytes[end] != 0) {
      end++;
    }
    return end + 1;
  }

  private int int32(int at) {
    return (int) INT.get(bytes, at);
  }
}
