package io.holdfast.activities.mongodb.oplog.update;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field of a document or item of an array: a name, a type and the value's bytes.
///
/// @param holder the document or array that it is in; positions are those of its array
/// @param start where it begins: its type
/// @param value where its value begins
/// @param end the first byte after it
record Element(int type, String name, RawDocument holder, int start, int value, int end) {

  /// The fields of a document, in order.
  static List<Element> of(RawDocument document) {
    List<Element> found = new ArrayList<>();
    RawElements elements = RawElements.of(document);
    while (elements.advance()) {
      found.add(
          new Element(
              elements.type(),
              elements.name(),
              document,
              elements.offset(),
              elements.valueOffset(),
              elements.end()));
    }
    return found;
  }

  /// The fields or items of this element's value, which is a document or an array.
  List<Element> children() {
    return of(new RawDocument(holder.bytes(), value, end - value));
  }

  /// The first field of that name of this element's value; null when there is none.
  @Nullable Element child(String wanted) {
    return children().stream()
        .filter(child -> child.name().equals(wanted))
        .findFirst()
        .orElse(null);
  }

  /// The value of a 32-bit integer, or the lower half of a longer one.
  int int32() {
    return ByteBuffer.wrap(holder.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(value);
  }

  /// Where the bytes of binary data begin: behind their number and subtype.
  int data() {
    return value + Integer.BYTES + 1;
  }

  boolean isDocument() {
    return type == RawElements.DOCUMENT;
  }

  boolean isArray() {
    return type == RawElements.ARRAY;
  }
}
