package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocValidator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message's bytes after its header, read from front to back. Documents are checked and then stay
/// slices of these bytes.
final class MessageBytes {
  private final byte[] bytes;
  private final ByteBuffer numbers;
  private int position;

  MessageBytes(byte[] bytes) {
    this.bytes = bytes;
    this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int length() {
    return bytes.length;
  }

  int position() {
    return position;
  }

  byte int8() {
    return bytes[position++];
  }

  int int32() throws RequestReader.MalformedMessageException {
    if (bytes.length - position < 4) {
      throw new RequestReader.MalformedMessageException("cut off number");
    }
    position += 4;
    return numbers.getInt(position - 4);
  }

  Doc document(int end) throws RequestReader.MalformedMessageException {
    String complaint = DocValidator.complaint(bytes, position, end).orElse(null);
    if (complaint != null) {
      throw new RequestReader.MalformedMessageException(complaint);
    }
    Doc document = Doc.slice(bytes, position);
    position += document.size();
    return document;
  }

  String text(int end) throws RequestReader.MalformedMessageException {
    int start = position;
    int at = start;
    while (at < end && bytes[at] != 0) {
      at++;
    }
    if (at == end) {
      throw new RequestReader.MalformedMessageException("text without end");
    }
    position = at + 1;
    return new String(bytes, start, at - start, StandardCharsets.UTF_8);
  }
}
