package io.holdfast.api.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Writes every error answer of the server, whoever noticed the error: router, parser, filter or
/// controller.
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {
  private static final int UNAUTHORIZED = 401;

  @Override
  @SuppressWarnings("unchecked") // without a body the type of the body means nothing
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    Problem problem = Problems.of(request, context.getRootCause().orElse(null), response.code());
    response.status(problem.status());
    if (problem.status() == UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return request.getMethod() == HttpMethod.HEAD
        ? (MutableHttpResponse<Problem>) response
        : response.body(problem).contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
  }
}
