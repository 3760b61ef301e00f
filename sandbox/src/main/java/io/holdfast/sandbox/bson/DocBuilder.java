package io.holdfast.sandbox.bson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// A document being written, field by field; nested documents and arrays may be opened in it.
public final class DocBuilder {
  private byte[] bytes;
  private int length = 4;
  private int[] open = new int[8];
  private int depth;

  public DocBuilder() {
    this(128);
  }

  public DocBuilder(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  /// A builder that begins with the fields of `start`.
  public static DocBuilder from(Doc start) {
    return new DocBuilder(start.size() + 64).putAll(start);
  }

  public DocBuilder put(String name, Value value) {
    head(value.type(), name);
    reserve(value.size());
    value.copyTo(bytes, length);
    length += value.size();
    return this;
  }

  public DocBuilder put(String name, Doc value) {
    head(BsonType.DOCUMENT, name);
    reserve(value.size());
    value.copyTo(bytes, length);
    length += value.size();
    return this;
  }

  public DocBuilder put(String name, String value) {
    return put(name, Value.of(value));
  }

  public DocBuilder put(String name, int value) {
    head(BsonType.INT32, name);
    return int32(value);
  }

  public DocBuilder put(String name, long value) {
    head(BsonType.INT64, name);
    return int64(value);
  }

  public DocBuilder put(String name, double value) {
    head(BsonType.DOUBLE, name);
    return int64(Double.doubleToRawLongBits(value));
  }

  public DocBuilder put(String name, boolean value) {
    return put(name, Value.of(value));
  }

  public DocBuilder put(String name, UUID value) {
    return put(name, Values.uuid(value));
  }

  public DocBuilder put(String name, List<Value> elements) {
    return put(name, Value.array(elements));
  }

  public DocBuilder put(Field field) {
    return put(field.name(), field.value());
  }

  public DocBuilder putDate(String name, long millis) {
    head(BsonType.DATE_TIME, name);
    return int64(millis);
  }

  public DocBuilder putTimestamp(String name, long timestamp) {
    head(BsonType.TIMESTAMP, name);
    return int64(timestamp);
  }

  public DocBuilder putStrings(String name, List<String> elements) {
    return put(name, elements.stream().map(Value::of).toList());
  }

  public DocBuilder putDocs(String name, List<Doc> elements) {
    openArray(name);
    for (int i = 0; i < elements.size(); i++) {
      put(Integer.toString(i), elements.get(i));
    }
    return close();
  }

  /// Writes nothing when the value is null.
  public DocBuilder putIfPresent(String name, @Nullable Value value) {
    return value == null ? this : put(name, value);
  }

  /// Writes every field of `fields`.
  public DocBuilder putAll(Doc fields) {
    reserve(fields.size());
    length += fields.copyFieldsTo(bytes, length);
    return this;
  }

  public DocBuilder openDoc(String name) {
    head(BsonType.DOCUMENT, name);
    return push();
  }

  public DocBuilder openArray(String name) {
    head(BsonType.ARRAY, name);
    return push();
  }

  public DocBuilder close() {
    reserve(1);
    bytes[length++] = 0;
    int start = open[--depth];
    Layout.putInt32(bytes, start, length - start);
    return this;
  }

  /// Bytes written so far.
  public int size() {
    return length;
  }

  /// Offset of the first byte of a value whose field is written next under that name.
  public int valueOffset(String name) {
    return length + 1 + name.getBytes(StandardCharsets.UTF_8).length + 1;
  }

  public Doc build() {
    reserve(1);
    bytes[length++] = 0;
    Layout.putInt32(bytes, 0, length);
    return Doc.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
  }

  private DocBuilder push() {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = length;
    reserve(4);
    length += 4;
    return this;
  }

  private void head(BsonType type, String name) {
    int characters = name.length();
    reserve(2 + characters * 3);
    bytes[length++] = (byte) type.getValue();
    for (int i = 0; i < characters; i++) {
      char character = name.charAt(i);
      if (character >= 0x80) {
        byte[] rest = name.substring(i).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(rest, 0, bytes, length, rest.length);
        length += rest.length;
        break;
      }
      bytes[length++] = (byte) character;
    }
    bytes[length++] = 0;
  }

  private DocBuilder int32(int value) {
    reserve(4);
    Layout.putInt32(bytes, length, value);
    length += 4;
    return this;
  }

  private DocBuilder int64(long value) {
    reserve(8);
    Layout.putInt64(bytes, length, value);
    length += 8;
    return this;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
