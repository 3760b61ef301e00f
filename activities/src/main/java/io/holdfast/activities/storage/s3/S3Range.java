package io.holdfast.activities.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Some bytes of an object, as one answer brought them.
final class S3Range {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?<from>\\d{1,18})-(?<last>\\d{1,18})/(?<end>\\d{1,18})");

  private final byte[] content;
  private final long end;
  private final String version;

  private S3Range(byte[] content, long end, String version) {
    this.content = content;
    this.end = end;
    this.version = version;
  }

  /// Reads an answer to the end of its range. What does not come as it was asked for is asked for
  /// again by the SDK.
  ///
  /// @param most how many bytes were asked for; fewer come only at the object's end
  static S3Range receive(GetObjectResponse answer, InputStream in, long offset, int most) {
    long end = end(answer, offset);
    byte[] content = new byte[(int) Math.min(most, end - offset)];
    try {
      int came = in.readNBytes(content, 0, content.length);
      if (came < content.length) {
        throw again("%d bytes came of %d".formatted(came, content.length), null);
      }
    } catch (IOException e) {
      throw again(Optional.ofNullable(e.getMessage()).orElse("the connection broke"), e);
    }
    return new S3Range(content, end, answer.eTag());
  }

  byte[] content() {
    return content;
  }

  /// The length of the whole object.
  long end() {
    return end;
  }

  /// The ETag, as a condition for the rest of it wants it.
  String version() {
    return version;
  }

  private static long end(GetObjectResponse answer, long offset) {
    String said = answer.contentRange();
    if (said == null && offset == 0) {
      // Some stores send a small or empty object whole, and say nothing of a range.
      return answer.contentLength();
    }
    Matcher range = CONTENT_RANGE.matcher(said == null ? "" : said);
    if (!range.matches() || Long.parseLong(range.group("from")) != offset) {
      throw again("the store did not send the part that was asked for", null);
    }
    return Long.parseLong(range.group("end"));
  }

  private static RetryableException again(String why, @Nullable IOException cause) {
    return RetryableException.builder().message(why).cause(cause).build();
  }
}
