package io.holdfast.api.guard;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.error.ErrorCode;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Guards an API that listens on loopback from web pages: one that has its own name resolve to
/// 127.0.0.1 (DNS rebinding) gives itself away by the `Host` header.
@ServerFilter("/**")
@Order(1)
final class HostFilter {
  private static final int FORBIDDEN = 403;

  private final ListenConfiguration listen;

  HostFilter(ListenConfiguration listen) {
    this.listen = listen;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    String host = request.getHeaders().get(HttpHeaders.HOST);
    if (listen.isLoopback() && host != null && !Loopback.is(Loopback.hostOf(host))) {
      throw Refusal.status(
          FORBIDDEN,
          ErrorCode.REQUEST_UNACCEPTABLE,
          "The API listens on loopback and does not answer for another host.",
          "Address it as 127.0.0.1 or localhost.");
    }
  }
}
