package io.holdfast.activities.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/// The rule that an answer in XML counts only when all of it has come; otherwise the SDK asks
/// again. By itself it would take a torn error for one without a name, so that nobody could tell an
/// object that is absent from a bucket that is gone.
final class WholeAnswers implements ExecutionInterceptor {
  /// The beginning of S3's XML up to the name of its root; a page of a proxy's is none.
  private static final Pattern ROOT =
      Pattern.compile("(?s)\\s*(?:<\\?xml.*?\\?>\\s*)?<(?<name>[A-Z]\\w*)");

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (context.httpResponse().isSuccessful() && context.request() instanceof GetObjectRequest) {
      // An object, however large.
      return context.responseBody();
    }
    return context.responseBody().map(body -> new ByteArrayInputStream(whole(body)));
  }

  private static byte[] whole(InputStream body) {
    byte[] content;
    try (body) {
      content = body.readAllBytes();
    } catch (IOException e) {
      throw torn(e);
    }
    if (isBrokenOff(new String(content, StandardCharsets.UTF_8))) {
      throw torn(null);
    }
    return content;
  }

  /// Whether an element was begun and not ended, even where the answer's length says that it ends.
  private static boolean isBrokenOff(String text) {
    String answer = text.strip();
    Matcher root = ROOT.matcher(answer);
    if (!root.lookingAt()) {
      return answer.startsWith("<?xml");
    }
    boolean isOneTag = answer.endsWith("/>") && answer.lastIndexOf('<') < root.end();
    return !isOneTag && !answer.endsWith("</" + root.group("name") + ">");
  }

  private static RetryableException torn(@Nullable IOException cause) {
    return RetryableException.builder()
        .message("the answer broke off before its end")
        .cause(cause)
        .build();
  }
}
