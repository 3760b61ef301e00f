package io.holdfast.activities.storage.faulty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests and answers of HTTP/1.1 as bytes, and small changes of them.
final class Answers {
  private static final Pattern LENGTH = Pattern.compile("(?im)^(content-length: *)(\\d+)(?=\\r)");
  private static final Pattern HOP = Pattern.compile("(?im)^(connection|expect):[^\\n]*\\n");

  private Answers() {}

  /// The length of the content that follows the head of a request.
  static long length(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Long.parseLong(length.group(2)) : 0;
  }

  /// The head of a request after whose answer the server closes.
  static String closing(String head) {
    String kept = HOP.matcher(head).replaceAll("");
    return kept.substring(0, kept.length() - 2) + "Connection: close\r\n\r\n";
  }

  /// What a store says that has too much to do: Azure in a header, S3 in the body.
  static byte[] busy(String head) {
    String body = head.startsWith("HEAD ") ? "" : "<Error><Code>SlowDown</Code></Error>";
    return """
        HTTP/1.1 503 Slow Down
        x-ms-error-code: ServerBusy
        Content-Type: application/xml
        Content-Length: %d
        Connection: close

        %s"""
        .formatted(body.length(), body)
        .replace("\n", "\r\n")
        .getBytes(ISO_8859_1);
  }

  /// `answer`, with a content length that is wrong by `difference`; as it is where it says none.
  static byte[] withLength(byte[] answer, int difference) {
    String text = new String(answer, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    Matcher length = LENGTH.matcher(text.substring(0, end + 2));
    if (!length.find() || Long.parseLong(length.group(2)) + difference < 0) {
      return answer;
    }
    long wrong = Long.parseLong(length.group(2)) + difference;
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.writeBytes(text.substring(0, length.start(2)).getBytes(ISO_8859_1));
    changed.writeBytes(Long.toString(wrong).getBytes(ISO_8859_1));
    changed.writeBytes(text.substring(length.end(2)).getBytes(ISO_8859_1));
    return changed.toByteArray();
  }
}
