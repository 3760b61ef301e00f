package io.holdfast.sandbox.bson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.BsonType;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/// A BSON value: its type, and its bytes as a slice of a buffer that is never written again. Two
/// values are equal when type and bytes are; [ValueOrder] has the server's comparison.
public final class Value {
  /// The value null.
  public static final Value NULL = new Value(BsonType.NULL, new byte[0], 0, 0);

  private final BsonType type;
  private final byte[] buffer;
  private final int offset;
  private final int length;

  Value(BsonType type, byte[] buffer, int offset, int length) {
    this.type = type;
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  public static Value of(int number) {
    return fixed(BsonType.INT32, 4, number);
  }

  public static Value of(long number) {
    return fixed(BsonType.INT64, 8, number);
  }

  public static Value of(double number) {
    return fixed(BsonType.DOUBLE, 8, Double.doubleToRawLongBits(number));
  }

  public static Value of(boolean flag) {
    return fixed(BsonType.BOOLEAN, 1, flag ? 1 : 0);
  }

  public static Value of(Decimal128 number) {
    byte[] bytes = new byte[16];
    Layout.putInt64(bytes, 0, number.getLow());
    Layout.putInt64(bytes, 8, number.getHigh());
    return new Value(BsonType.DECIMAL128, bytes, 0, 16);
  }

  public static Value of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[4 + utf8.length + 1];
    Layout.putInt32(bytes, 0, utf8.length + 1);
    System.arraycopy(utf8, 0, bytes, 4, utf8.length);
    return new Value(BsonType.STRING, bytes, 0, bytes.length);
  }

  public static Value array(List<Value> elements) {
    DocBuilder builder = new DocBuilder();
    for (int i = 0; i < elements.size(); i++) {
      builder.put(Integer.toString(i), elements.get(i));
    }
    return array(builder.build());
  }

  /// The array whose elements are the fields of `elements`, which are named by position.
  public static Value array(Doc elements) {
    byte[] bytes = elements.toBytes();
    return new Value(BsonType.ARRAY, bytes, 0, bytes.length);
  }

  static Value fixed(BsonType type, int length, long bits) {
    byte[] bytes = new byte[8];
    Layout.putInt64(bytes, 0, bits);
    return new Value(type, bytes, 0, length);
  }

  public BsonType type() {
    return type;
  }

  /// Length in bytes, without type and name.
  public int size() {
    return length;
  }

  public boolean isDocument() {
    return type == BsonType.DOCUMENT;
  }

  public boolean isArray() {
    return type == BsonType.ARRAY;
  }

  public boolean isString() {
    return type == BsonType.STRING;
  }

  public boolean isNumber() {
    return switch (type) {
      case INT32, INT64, DOUBLE, DECIMAL128 -> true;
      default -> false;
    };
  }

  /// The document or array itself.
  public Doc doc() {
    return Doc.slice(buffer, offset);
  }

  /// The text of a string, symbol or code.
  public String string() {
    return new String(buffer, offset + 4, int32() - 1, StandardCharsets.UTF_8);
  }

  public int int32() {
    return Layout.int32(buffer, offset);
  }

  /// The eight bytes as they are: a long, a date, a timestamp.
  public long int64() {
    return Layout.int64(buffer, offset);
  }

  public boolean bool() {
    return buffer[offset] != 0;
  }

  public Decimal128 decimal() {
    return Decimal128.fromIEEE754BIDEncoding(
        Layout.int64(buffer, offset + 8), Layout.int64(buffer, offset));
  }

  /// A number of any type as a long, cut towards zero; 0 for what is no number.
  public long asLong() {
    return switch (type) {
      case INT32 -> int32();
      case INT64 -> int64();
      case DOUBLE -> (long) asDouble();
      case DECIMAL128 ->
          decimal().isFinite() ? decimal().bigDecimalValue().longValue() : (long) asDouble();
      default -> 0;
    };
  }

  /// A number of any type as a double; 0 for what is no number.
  public double asDouble() {
    return switch (type) {
      case INT32 -> int32();
      case INT64 -> int64();
      case DOUBLE -> Double.longBitsToDouble(int64());
      case DECIMAL128 -> decimal().doubleValue();
      default -> 0;
    };
  }

  /// How a command reads a flag: false, null, undefined and zero are false, all else is true.
  public boolean truthy() {
    return switch (type) {
      case BOOLEAN -> bool();
      case INT32, INT64, DOUBLE, DECIMAL128 -> asDouble() != 0;
      case NULL, UNDEFINED -> false;
      default -> true;
    };
  }

  /// The UUID, or null when this is no binary of subtype 4.
  public @Nullable UUID uuid() {
    if (type != BsonType.BINARY || int32() != 16 || subtype() != 4) {
      return null;
    }
    return new UUID(
        Long.reverseBytes(Layout.int64(buffer, offset + 5)),
        Long.reverseBytes(Layout.int64(buffer, offset + 13)));
  }

  public int subtype() {
    return buffer[offset + 4] & 0xff;
  }

  /// The bytes of a binary value, without its length and subtype.
  public byte[] data() {
    return Arrays.copyOfRange(buffer, offset + 5, offset + length);
  }

  /// The bytes as they stand in a document.
  public byte[] toBytes() {
    return Arrays.copyOfRange(buffer, offset, offset + length);
  }

  /// The same value holding no foreign buffer.
  public Value compact() {
    return new Value(type, toBytes(), 0, length);
  }

  /// The two C strings of a regular expression: pattern and options.
  public List<String> regex() {
    int options = Layout.stringEnd(buffer, offset) + 1;
    return List.of(Layout.cString(buffer, offset), Layout.cString(buffer, options));
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(buffer, offset, target, at, length);
  }

  /// Compares `count` bytes from `from` on with those of another value, unsigned.
  int compareBytes(int from, int count, Value other, int otherFrom, int otherCount) {
    return Arrays.compareUnsigned(
        buffer,
        offset + from,
        offset + from + count,
        other.buffer,
        other.offset + otherFrom,
        other.offset + otherFrom + otherCount);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Value that
        && type == that.type
        && compareBytes(0, length, that, 0, that.length) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(toBytes());
  }

  /// As it stands in the server's messages: extended JSON, relaxed.
  @Override
  public String toString() {
    String json = new DocBuilder().put("", this).build().toString();
    return json.substring(json.indexOf(':') + 1, json.length() - 1).strip();
  }
}
