package io.holdfast.sandbox.error;

import io.holdfast.sandbox.bson.Doc;
import java.util.List;

/// A command's refusal: code, text, and what else the reply carries (a duplicate key's fields,
/// error labels for the driver).
public final class CommandFailure extends RuntimeException {
  private final ServerError error;
  private final transient Doc details;
  private final transient List<String> labels;

  CommandFailure(ServerError error, String message) {
    this(error, message, Doc.EMPTY, List.of());
  }

  private CommandFailure(ServerError error, String message, Doc details, List<String> labels) {
    super(message, null, false, false);
    this.error = error;
    this.details = details;
    this.labels = labels;
  }

  public ServerError error() {
    return error;
  }

  public Doc details() {
    return details;
  }

  public List<String> labels() {
    return labels;
  }

  /// The same failure with fields that are added to the reply.
  public CommandFailure with(Doc fields) {
    return new CommandFailure(error, text(), fields, labels);
  }

  /// The same failure with an error label for the driver.
  public CommandFailure labelled(String label) {
    return new CommandFailure(error, text(), details, List.of(label));
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
