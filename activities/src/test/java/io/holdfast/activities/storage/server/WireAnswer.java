package io.holdfast.activities.storage.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer of HTTP as it came from a server, read whole.
final class WireAnswer {
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length: *(?<length>\\d+)(?=\\r)");

  private WireAnswer() {}

  /// `answer`, with a content length that is wrong by `difference`; as it is where it says none.
  static byte[] withLength(byte[] answer, int difference) {
    String text = new String(answer, ISO_8859_1);
    Matcher length = LENGTH.matcher(text.substring(0, text.indexOf("\r\n\r\n") + 2));
    if (!length.find() || Long.parseLong(length.group("length")) + difference < 0) {
      return answer;
    }
    long wrong = Long.parseLong(length.group("length")) + difference;
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.writeBytes(text.substring(0, length.start("length")).getBytes(ISO_8859_1));
    changed.writeBytes(Long.toString(wrong).getBytes(ISO_8859_1));
    changed.writeBytes(text.substring(length.end("length")).getBytes(ISO_8859_1));
    return changed.toByteArray();
  }
}
