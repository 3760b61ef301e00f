package io.holdfast.cli.rest;

import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An error as the API tells it: problem+json (RFC 9457) with Holdfast's `code` and `hint`.
///
/// @param json the whole of it, also what this version does not know
public record Problem(JsonNode json) {

  /// The same form for an error that did not come from the API.
  public static Problem of(HoldfastException e) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", e.code().summary());
    json.put("status", e.code().category().httpStatus());
    json.put("detail", e.message());
    json.put("code", e.code().name());
    json.put("hint", e.hint());
    return new Problem(json);
  }

  /// What happened.
  public String message() {
    return text("detail", text("title", "The API answered with status " + status() + "."));
  }

  /// The error's code and what happened, as people are told.
  public String told() {
    String code = text("code", "");
    return code.isEmpty() ? message() : code + ": " + message();
  }

  /// What to do about it; may be empty.
  public String hint() {
    return text("hint", "");
  }

  /// The registry's code; empty where it has none.
  public String code() {
    return text("code", "");
  }

  /// The registry's code, or the nearest to a code that only a newer Holdfast knows.
  public int exitCode() {
    String code = text("code", "");
    return Arrays.stream(ErrorCode.values())
        .filter(known -> known.name().equals(code))
        .map(ErrorCode::category)
        .findFirst()
        .or(this::categoryOfStatus)
        .orElse(ErrorCategory.INTERNAL)
        .exitCode();
  }

  private Optional<ErrorCategory> categoryOfStatus() {
    return Arrays.stream(ErrorCategory.values())
        .filter(category -> category.httpStatus() == status() && status() != 500)
        .findFirst();
  }

  private int status() {
    return json.path("status").asInt(500);
  }

  private String text(String field, String otherwise) {
    JsonNode value = json.path(field);
    return value.isString() ? value.stringValue() : otherwise;
  }
}
