package io.holdfast.sandbox.bson;

import java.nio.charset.StandardCharsets;
import org.bson.BsonType;

/// A walk over a document's fields that allocates nothing until a name or a value is asked for.
public final class DocWalker {
  private final byte[] buffer;
  private final int end;
  private int nameAt;
  private int valueAt;
  private int next;
  private BsonType type = BsonType.END_OF_DOCUMENT;

  DocWalker(byte[] buffer, int offset, int length) {
    this.buffer = buffer;
    this.next = offset + 4;
    this.end = offset + length - 1;
  }

  /// Moves to the next field; false at the end.
  public boolean next() {
    if (next >= end) {
      return false;
    }
    type = BsonType.findByValue(buffer[next] & 0xff);
    nameAt = next + 1;
    valueAt = Layout.stringEnd(buffer, nameAt) + 1;
    next = valueAt + Layout.length(type, buffer, valueAt);
    return true;
  }

  public BsonType type() {
    return type;
  }

  public String name() {
    return new String(buffer, nameAt, valueAt - 1 - nameAt, StandardCharsets.UTF_8);
  }

  /// Whether the current field's name begins with that ASCII character.
  public boolean startsWith(char first) {
    return buffer[nameAt] == first;
  }

  /// Whether the current field has that name.
  public boolean named(String name) {
    int length = name.length();
    for (int i = 0; i < length; i++) {
      char character = name.charAt(i);
      if (character >= 0x80) {
        return name().equals(name);
      }
      // The zero byte at the end differs from every character, so this never runs beyond it.
      if (buffer[nameAt + i] != character) {
        return false;
      }
    }
    return buffer[nameAt + length] == 0;
  }

  public Value value() {
    return new Value(type, buffer, valueAt, next - valueAt);
  }

  public Field field() {
    return new Field(name(), value());
  }
}
