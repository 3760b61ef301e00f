package io.holdfast.api;

import io.holdfast.workflows.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/// A request with rubbish in one field.
///
/// @param field the field that the answer must name
record Rubbish(String method, String path, String body, String field, @Nullable ErrorCode code) {
  @Override
  public String toString() {
    String shown = body.length() > 60 ? body.substring(0, 60) + "…" : body;
    return method + " " + path + " " + shown + " → " + field;
  }
}
