package io.holdfast.cli.rest;

import io.holdfast.workflows.error.ErrorCode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Why something failed, as an operation, backup or gate keeps it. The code is a text here, since
/// the API may be of a newer version.
public record Failure(String code, String message, String hint) {

  /// What is said of an operation that ended badly and left no reason.
  public static Failure unexplained(String state) {
    return new Failure(
        ErrorCode.OPERATION_ABANDONED.name(),
        "The operation ended as '%s' and left no reason.".formatted(state),
        "The worker's log may say more.");
  }

  /// Code and message, as people are told.
  public String told() {
    return code + ": " + message;
  }

  /// The same as a problem, to be told like one that the API answered itself.
  public ProblemException toException() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("detail", message).put("code", code).put("hint", hint);
    return new ProblemException(new Problem(json));
  }
}
