package io.holdfast.activities.mongodb.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Walks over the elements of one BSON document or array, byte by byte as
/// [bsonspec.org](https://bsonspec.org/spec.html) lays them out, without decoding values. Trusts
/// its input: rubbish ends in an `IndexOutOfBoundsException` or an `IllegalArgumentException`.
public final class RawElements {
  public static final int DOUBLE = 0x01;
  public static final int STRING = 0x02;
  public static final int DOCUMENT = 0x03;
  public static final int ARRAY = 0x04;
  public static final int BINARY = 0x05;
  public static final int NULL = 0x0A;
  public static final int SYMBOL = 0x0E;
  public static final int INT32 = 0x10;
  public static final int TIMESTAMP = 0x11;
  public static final int INT64 = 0x12;
  public static final int DECIMAL128 = 0x13;

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
  public RawElements(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.next = offset + Integer.BYTES;
  }

  /// Begins before the first element of `document`.
  public static RawElements of(RawDocument document) {
    return new RawElements(document.bytes(), document.offset());
  }

  /// Moves to the next element; false after the last.
  public boolean advance() {
    type = bytes[next] & 0xFF;
    if (type == 0) {
      return false;
    }
    name = next + 1;
    value = afterText(name);
    int length = length();
    if (length < 0) {
      throw new IllegalArgumentException("a BSON value claims a negative length");
    }
    next = value + length;
    return true;
  }

  public int type() {
    return type;
  }

  /// Where the element begins: its type, before its name.
  public int offset() {
    return name - 1;
  }

  /// Where the element ends: the first byte of the next.
  public int end() {
    return next;
  }

  /// Where the name begins; it ends in a zero byte, one before the value.
  public int nameOffset() {
    return name;
  }

  public String name() {
    return new String(bytes, name, value - 1 - name, StandardCharsets.UTF_8);
  }

  /// Where the element's value begins.
  public int valueOffset() {
    return value;
  }

  /// How long the value is.
  public int valueLength() {
    return next - value;
  }

  public int int32() {
    return int32(value);
  }

  public long int64() {
    return (long) LONG.get(bytes, value);
  }

  /// A string's characters.
  public String text() {
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
    return int32(bytes, at);
  }

  /// The number at `at`, as BSON lays it out.
  public static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }
}
