package io.holdfast.activities.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
  private static final String END_OF_ERROR = "</Error>";

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean failed = !context.httpResponse().isSuccessful();
    if (!failed && context.request() instanceof GetObjectRequest) {
      // An object, however large.
      return context.responseBody();
    }
    return context.responseBody().map(body -> new ByteArrayInputStream(whole(body, failed)));
  }

  private static byte[] whole(InputStream body, boolean failed) {
    byte[] content;
    try (body) {
      content = body.readAllBytes();
    } catch (IOException e) {
      throw torn(e);
    }
    if (failed && isBegunError(new String(content, StandardCharsets.UTF_8))) {
      throw torn(null);
    }
    return content;
  }

  /// What is no error of S3's at all, such as a proxy's page, is not judged.
  private static boolean isBegunError(String text) {
    boolean begun = text.startsWith("<?xml") || text.startsWith("<Error");
    return begun && !text.stripTrailing().endsWith(END_OF_ERROR);
  }

  private static RetryableException torn(@Nullable IOException cause) {
    return RetryableException.builder()
        .message("the answer broke off before its end")
        .cause(cause)
        .build();
  }
}
