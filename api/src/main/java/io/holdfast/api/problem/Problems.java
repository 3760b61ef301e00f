package io.holdfast.api.problem;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Turns whatever ended a request into a problem document.
final class Problems {
  private static final int TOO_LARGE = 413;

  private Problems() {}

  /// @param cause what was thrown; null where the router found nothing to run
  /// @param status the status that the framework chose, which stands where `cause` says no better
  static Problem of(HttpRequest<?> request, @Nullable Throwable cause, int status) {
    String parameter = null;
    for (Throwable t = cause; t != null; t = t.getCause()) {
      switch (t) {
        case Refusal refusal -> {
          return refusal.problem();
        }
        case HoldfastException e -> {
          return Problem.of(
              e.code().category().httpStatus(), e.code(), e.message(), e.hint(), parameter);
        }
        case JacksonException e -> {
          return JsonProblems.of(e, parameter);
        }
        case UnsatisfiedRouteException e -> {
          return missing(e.getArgument().getName());
        }
        case ContentLengthExceededException _ -> {
          return byStatus(request, TOO_LARGE);
        }
        case BufferLengthExceededException _ -> {
          return byStatus(request, TOO_LARGE);
        }
        case ConversionErrorException e -> parameter = parameterOf(e);
        default -> {}
      }
    }
    return parameter != null ? malformed(parameter) : byStatus(request, status);
  }

  private static @Nullable String parameterOf(ConversionErrorException e) {
    String name = e.getArgument().getName();
    return name.equals("body") ? null : name;
  }

  private static Problem missing(String field) {
    return Problem.of(
        400,
        ErrorCode.VALIDATION_FAILED,
        "'%s' is missing.".formatted(field),
        field.equals("body") ? "Send a JSON object." : "It is required.",
        field);
  }

  private static Problem malformed(String field) {
    return Problem.of(
        400,
        ErrorCode.VALIDATION_FAILED,
        "The value of '%s' is not one that it can take.".formatted(field),
        "/docs describes every parameter.",
        field);
  }

  private static Problem byStatus(HttpRequest<?> request, int status) {
    String method = request.getMethodName();
    return switch (status) {
      case 404 ->
          Problem.of(
              status,
              ErrorCode.RESOURCE_NOT_FOUND,
              "There is no such path.",
              "/docs lists the paths.",
              null);
      case 405 -> unacceptable(status, "This path does not take " + method + ".");
      case 406 -> unacceptable(status, "This path does not answer in the accepted media type.");
      case TOO_LARGE -> unacceptable(status, "The body is too large.");
      case 415 -> unacceptable(status, "This path takes application/json.");
      default ->
          status < 500
              ? unacceptable(status, "The request cannot be understood.")
              : Problem.of(
                  500,
                  ErrorCode.INTERNAL_ERROR,
                  "The request failed unexpectedly.",
                  "See the API's log; this is a bug in Holdfast.",
                  null);
    };
  }

  private static Problem unacceptable(int status, String detail) {
    return Problem.of(
        status, ErrorCode.REQUEST_UNACCEPTABLE, detail, "/docs shows what each path takes.", null);
  }
}
