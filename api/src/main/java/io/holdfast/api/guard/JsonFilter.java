package io.holdfast.api.guard;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.error.ErrorCode;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;

/// Takes changes only as JSON, with or without a body. A form of a foreign web page can send every
/// other media type without asking (CSRF), but not this one.
@ServerFilter("/v1/**")
@Order(3)
final class JsonFilter {
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH");

  @RequestFilter
  void check(HttpRequest<?> request) {
    boolean json =
        request
            .getContentType()
            .filter(type -> type.getExtension().equals(MediaType.EXTENSION_JSON))
            .isPresent();
    if (CHANGING.contains(request.getMethodName()) && !json) {
      throw Refusal.status(
          UNSUPPORTED_MEDIA_TYPE,
          ErrorCode.REQUEST_UNACCEPTABLE,
          "Changes are taken as JSON only.",
          "Send 'Content-Type: application/json'.");
    }
  }
}
