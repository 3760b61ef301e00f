package io.holdfast.api.problem;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.jspecify.annotations.Nullable;

/// An error of the HTTP request itself, thrown where more must be said than the registry's
/// [io.holdfast.workflows.error.HoldfastException] can: which field is wrong, or a status that is
/// not the category's.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final ErrorCode code;
  private final String hint;
  private final @Nullable String field;

  private Refusal(int status, ErrorCode code, String message, String hint, @Nullable String field) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.field = field;
  }

  /// A field, parameter or header that is wrong.
  public static Refusal field(String field, ErrorCode code, String message, String hint) {
    return new Refusal(code.category().httpStatus(), code, message, hint, field);
  }

  /// A field, parameter or header that is missing or malformed.
  public static Refusal field(String field, String message, String hint) {
    return field(field, ErrorCode.VALIDATION_FAILED, message, hint);
  }

  /// Runs `check` and names the field that it is about, should it refuse.
  public static void in(String field, Runnable check) {
    try {
      check.run();
    } catch (HoldfastException e) {
      throw field(field, e.code(), e.message(), e.hint());
    }
  }

  /// A request that is refused before anybody looks at what it asks for.
  public static Refusal status(int status, ErrorCode code, String message, String hint) {
    return new Refusal(status, code, message, hint, null);
  }

  Problem problem() {
    return problemBelow(null);
  }

  /// @param path the object that the field belongs to; null for the outermost
  Problem problemBelow(@Nullable String path) {
    String message = getMessage();
    String full = path == null ? field : field == null ? path : path + "." + field;
    return Problem.of(status, code, message == null ? code.summary() : message, hint, full);
  }
}
