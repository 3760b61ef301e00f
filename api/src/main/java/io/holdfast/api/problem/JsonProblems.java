package io.holdfast.api.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What Jackson says of a malformed value, in words for people: which field, and what it takes. The
/// value itself is never repeated, for it may be a secret.
final class JsonProblems {
  private JsonProblems() {}

  /// @param parameter the parameter of path or query that was read; null for a body
  static Problem of(JacksonException e, @Nullable String parameter) {
    String field = parameter != null ? parameter : path(e);
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t instanceof Refusal refusal) {
        return refusal.problemBelow(field);
      }
      if (t instanceof HoldfastException h) {
        return Problem.of(h.code().category().httpStatus(), h.code(), h.message(), h.hint(), field);
      }
    }
    return ofForm(e, field);
  }

  private static Problem ofForm(JacksonException e, @Nullable String field) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          invalid(
              "The field '%s' is not known here.".formatted(field),
              "Known are: " + names(unknown.getKnownPropertyIds()) + ".",
              field);
      case InvalidNullException _ -> missing(field);
      case MismatchedInputException wrong when isMissing(wrong) -> missing(field);
      case MismatchedInputException wrong ->
          invalid(
              field == null
                  ? "The body is not a JSON object of the expected form."
                  : "The value of '%s' is not one that it can take.".formatted(field),
              "It takes " + expected(wrong.getTargetType()) + ".",
              field);
      case StreamReadException broken ->
          invalid(
              "The body is not well-formed JSON (line %d, column %d)."
                  .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr()),
              "Send one JSON object with each field once.",
              field);
      default -> invalid("The body cannot be read.", "Send one JSON object.", field);
    };
  }

  private static Problem invalid(String detail, String hint, @Nullable String field) {
    return Problem.of(400, ErrorCode.VALIDATION_FAILED, detail, hint, field);
  }

  private static Problem missing(@Nullable String field) {
    return invalid("The field '%s' is missing or null.".formatted(field), "It is required.", field);
  }

  private static boolean isMissing(MismatchedInputException e) {
    return e.getOriginalMessage().startsWith("Missing required creator property");
  }

  private static @Nullable String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? null : path.toString();
  }

  private static String names(@Nullable Collection<Object> ids) {
    return ids == null
        ? "none"
        : ids.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null || type.isRecord()) {
      return "a JSON object";
    }
    if (type.isEnum()) {
      return "one of " + constants(type);
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == Instant.class) {
      return "an instant such as 2026-11-21T10:00:00Z";
    }
    return "a text";
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(java.lang.reflect.Field::isEnumConstant)
        .map(field -> field.getAnnotation(JsonProperty.class))
        .filter(java.util.Objects::nonNull)
        .map(JsonProperty::value)
        .collect(Collectors.joining(", "));
  }
}
