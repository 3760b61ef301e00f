package io.holdfast.activities.mongodb.oplog.update;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes one BSON document, mostly out of pieces of others.
final class DocumentBuilder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  DocumentBuilder(int expectedSize) {
    bytes = new byte[Math.max(64, expectedSize)];
  }

  /// Begins a document or array; the answer is what [#end] wants.
  int begin() {
    int start = size;
    room(Integer.BYTES);
    size += Integer.BYTES;
    return start;
  }

  /// Ends the document or array that began at `start`.
  void end(int start) {
    room(1);
    bytes[size++] = 0;
    INT.set(bytes, start, size - start);
  }

  /// Begins a field: its type and name. Its value must follow.
  void name(int type, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    room(text.length + 2);
    bytes[size++] = (byte) type;
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    bytes[size++] = 0;
  }

  /// A whole field as it is.
  void copy(Element element) {
    append(element.holder().bytes(), element.start(), element.end());
  }

  /// A field with another's value.
  void copy(String name, Element element) {
    name(element.type(), name);
    append(element.holder().bytes(), element.value(), element.end());
  }

  /// A field of binary data, which keeps its name and subtype, and its bytes up to `offset`; then
  /// come those of other data.
  void splice(Element field, int offset, Element data) {
    int kept = Math.min(offset, field.end() - field.data());
    name(field.type(), field.name());
    int start = size;
    append(field.holder().bytes(), field.value(), field.data() + kept);
    append(data.holder().bytes(), data.data(), data.end());
    INT.set(bytes, start, size - start - Integer.BYTES - 1);
  }

  void nothing(String name) {
    name(RawElements.NULL, name);
  }

  RawDocument toDocument() {
    return new RawDocument(Arrays.copyOf(bytes, size), 0, size);
  }

  private void append(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
