package io.holdfast.sandbox.bson;

import java.util.Optional;
import org.bson.BsonType;

/// Whether bytes from outside are a BSON document: lengths, types and terminators, at every depth.
/// After it says yes, walking the document cannot leave its bytes.
public final class DocValidator {
  private static final int MAX_DEPTH = 200;

  private final byte[] buffer;

  private DocValidator(byte[] buffer) {
    this.buffer = buffer;
  }

  /// What is wrong with the document at `offset`, which may reach up to `limit`; empty if nothing.
  public static Optional<String> complaint(byte[] buffer, int offset, int limit) {
    try {
      new DocValidator(buffer).document(offset, limit, 0);
      return Optional.empty();
    } catch (Malformed malformed) {
      return Optional.of(malformed.what);
    }
  }

  private int document(int at, int limit, int depth) {
    require(depth <= MAX_DEPTH, "nested too deeply");
    require(limit - at >= 5, "document shorter than 5 bytes");
    int length = Layout.int32(buffer, at);
    require(length >= 5 && length <= limit - at, "invalid document length " + length);
    int end = at + length - 1;
    require(buffer[end] == 0, "document does not end with a zero byte");
    int next = at + 4;
    while (next < end) {
      BsonType type = BsonType.findByValue(buffer[next] & 0xff);
      require(type != null && type != BsonType.END_OF_DOCUMENT, "unknown type " + buffer[next]);
      int value = text(next + 1, end);
      next = value(type, value, end, depth);
    }
    require(next == end, "fields do not fill the document");
    return at + length;
  }

  private int value(BsonType type, int at, int end, int depth) {
    return switch (type) {
      case DOCUMENT, ARRAY -> document(at, end, depth + 1);
      case STRING, JAVASCRIPT, SYMBOL -> string(at, end);
      case BINARY -> {
        require(end - at >= 5, "cut off binary");
        int length = Layout.int32(buffer, at);
        require(length >= 0 && length <= end - at - 5, "invalid binary length " + length);
        yield at + 5 + length;
      }
      case REGULAR_EXPRESSION -> text(text(at, end), end);
      case DB_POINTER -> fits(string(at, end), 12, end);
      case JAVASCRIPT_WITH_SCOPE -> {
        require(end - at >= 14, "cut off code with scope");
        int length = Layout.int32(buffer, at);
        require(length >= 14 && length <= end - at, "invalid code with scope length " + length);
        int scope = string(at + 4, at + length);
        require(document(scope, at + length, depth + 1) == at + length, "invalid scope");
        yield at + length;
      }
      case BOOLEAN -> {
        require(at < end && (buffer[at] == 0 || buffer[at] == 1), "invalid boolean");
        yield at + 1;
      }
      case UNDEFINED, NULL, MIN_KEY, MAX_KEY, END_OF_DOCUMENT -> at;
      case DOUBLE, INT64, DATE_TIME, TIMESTAMP, OBJECT_ID, INT32, DECIMAL128 ->
          fits(at, Layout.length(type, buffer, at), end);
    };
  }

  private int string(int at, int end) {
    require(end - at >= 5, "cut off string");
    int length = Layout.int32(buffer, at);
    require(length >= 1 && length <= end - at - 4, "invalid string length " + length);
    require(buffer[at + 4 + length - 1] == 0, "string does not end with a zero byte");
    return at + 4 + length;
  }

  private int text(int at, int end) {
    int next = at;
    while (next < end && buffer[next] != 0) {
      next++;
    }
    require(next < end, "text without end");
    return next + 1;
  }

  private int fits(int at, int length, int end) {
    require(end - at >= length, "cut off value");
    return at + length;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new Malformed(what);
    }
  }

  private static final class Malformed extends RuntimeException {
    private final String what;

    Malformed(String what) {
      super(what, null, false, false);
      this.what = what;
    }
  }
}
