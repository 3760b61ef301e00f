package io.holdfast.api.problem;

import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the errors that are part of the contract. Without these handlers the framework would
/// take them for bugs and log each with its stack.
@Factory
final class ExpectedErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ExpectedErrors.class);

  @Singleton
  ExceptionHandler<HoldfastException, HttpResponse<?>> registered(
      ErrorResponseProcessor<?> responses) {
    return (request, e) -> {
      if (e.code().category() == ErrorCategory.INTERNAL) {
        LOG.error("{} {} failed", request.getMethodName(), request.getPath(), e);
      }
      return answer(responses, request, e);
    };
  }

  @Singleton
  ExceptionHandler<Refusal, HttpResponse<?>> refused(ErrorResponseProcessor<?> responses) {
    return (request, e) -> answer(responses, request, e);
  }

  private static HttpResponse<?> answer(
      ErrorResponseProcessor<?> responses, HttpRequest<?> request, RuntimeException e) {
    return responses.processResponse(
        ErrorContext.builder(request).cause(e).build(), HttpResponse.serverError());
  }
}
