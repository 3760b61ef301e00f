package io.holdfast.sandbox.bson;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/// A BSON document (or array) as a slice of a buffer that is never written again. Two documents are
/// equal when their bytes are.
public final class Doc implements Iterable<Field> {
  /// The document without fields.
  public static final Doc EMPTY = new Doc(new byte[] {5, 0, 0, 0, 0}, 0, 5);

  private final byte[] buffer;
  private final int offset;
  private final int length;

  private Doc(byte[] buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  /// The document that fills these bytes; the caller gives them away.
  public static Doc of(byte[] bytes) {
    return new Doc(bytes, 0, bytes.length);
  }

  /// The document that begins at `offset`; its length is read from its own first four bytes.
  public static Doc slice(byte[] buffer, int offset) {
    return new Doc(buffer, offset, Layout.int32(buffer, offset));
  }

  /// The document written as extended JSON, for constants and tests.
  public static Doc parse(String json) {
    RawBsonDocument raw = RawBsonDocument.parse(json);
    ByteBuffer content = raw.getByteBuffer().asNIO();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return of(bytes);
  }

  /// Length in bytes.
  public int size() {
    return length;
  }

  public boolean isEmpty() {
    return length <= 5;
  }

  /// The first field of that name, or null.
  public @Nullable Value get(String name) {
    DocWalker walker = walk();
    while (walker.next()) {
      if (walker.named(name)) {
        return walker.value();
      }
    }
    return null;
  }

  public boolean has(String name) {
    return get(name) != null;
  }

  /// The document under that name, or null when it is absent or no document.
  public @Nullable Doc doc(String name) {
    Value value = get(name);
    return value != null && value.isDocument() ? value.doc() : null;
  }

  /// The string under that name, or null when it is absent or no string.
  public @Nullable String string(String name) {
    Value value = get(name);
    return value != null && value.isString() ? value.string() : null;
  }

  /// Whether the field is there and true in the sense of a command's flag.
  public boolean flag(String name) {
    Value value = get(name);
    return value != null && value.truthy();
  }

  public @Nullable Field first() {
    DocWalker walker = walk();
    return walker.next() ? walker.field() : null;
  }

  /// The values without their names, as an array's elements.
  public List<Value> values() {
    List<Value> values = new ArrayList<>();
    DocWalker walker = walk();
    while (walker.next()) {
      values.add(walker.value());
    }
    return values;
  }

  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    forEach(fields::add);
    return fields;
  }

  public DocWalker walk() {
    return new DocWalker(buffer, offset, length);
  }

  @Override
  public Iterator<Field> iterator() {
    DocWalker walker = walk();
    return new Iterator<>() {
      private boolean ready = walker.next();

      @Override
      public boolean hasNext() {
        return ready;
      }

      @Override
      public Field next() {
        if (!ready) {
          throw new NoSuchElementException();
        }
        Field field = walker.field();
        ready = walker.next();
        return field;
      }
    };
  }

  /// A document of the same bytes that holds no foreign buffer.
  public Doc compact() {
    return length == buffer.length ? this : of(toBytes());
  }

  public byte[] toBytes() {
    return Arrays.copyOfRange(buffer, offset, offset + length);
  }

  /// The value of type document that holds this one.
  public Value asValue() {
    return new Value(BsonType.DOCUMENT, buffer, offset, length);
  }

  /// Writes all of it to a stream.
  public void writeTo(OutputStream out) throws IOException {
    out.write(buffer, offset, length);
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(buffer, offset, target, at, length);
  }

  /// Copies the fields without the length before and the zero after them; answers how many bytes.
  int copyFieldsTo(byte[] target, int at) {
    System.arraycopy(buffer, offset + 4, target, at, length - 5);
    return length - 5;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Doc that
        && Arrays.equals(
            buffer, offset, offset + length, that.buffer, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + buffer[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return new RawBsonDocument(buffer, offset, length).decode(new BsonDocumentCodec()).toJson();
  }
}
