package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.raw.RawElements;

/// Whether bytes are a BSON document down to the last element: every length fits into what is
/// around it, every text and document ends where it says. Values themselves are not judged.
final class BsonCheck {
  /// The server takes 180, and itself wraps a few around them.
  private static final int DEEPEST = 250;

  private static final int STRING = RawElements.STRING;
  private static final int BINARY = 0x05;
  private static final int CODE = 0x0D;
  private static final int SCOPED_CODE = 0x0F;

  private BsonCheck() {}

  static boolean isSound(byte[] document) {
    try {
      return isSound(document, 0, document.length, 0);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSound(byte[] bytes, int from, int length, int depth) {
    int last = from + length - 1;
    if (depth > DEEPEST
        || length < 5
        || last >= bytes.length
        || RawElements.int32(bytes, from) != length
        || bytes[last] != 0) {
      return false;
    }
    RawElements elements = new RawElements(bytes, from);
    while (elements.advance()) {
      if (elements.end() > last || !isSound(bytes, elements, depth)) {
        return false;
      }
    }
    return elements.end() == last;
  }

  private static boolean isSound(byte[] bytes, RawElements element, int depth) {
    int at = element.valueOffset();
    int length = element.valueLength();
    return switch (element.type()) {
      case RawElements.DOCUMENT, RawElements.ARRAY -> isSound(bytes, at, length, depth + 1);
      case STRING, CODE, RawElements.SYMBOL -> isText(bytes, at, length);
      case BINARY -> length >= Integer.BYTES + 1;
      case SCOPED_CODE -> isScopedCode(bytes, at, length, depth);
      case 0x08 -> bytes[at] == 0 || bytes[at] == 1;
      default -> true;
    };
  }

  /// Length, characters, a zero byte.
  private static boolean isText(byte[] bytes, int at, int length) {
    return length > Integer.BYTES && bytes[at + length - 1] == 0;
  }

  private static boolean isScopedCode(byte[] bytes, int at, int length, int depth) {
    int code = Integer.BYTES + RawElements.int32(bytes, at + Integer.BYTES);
    int scope = at + Integer.BYTES + code;
    int end = at + length;
    return code > Integer.BYTES
        && scope < end
        && isText(bytes, at + Integer.BYTES, code)
        && isSound(bytes, scope, end - scope, depth + 1);
  }
}
