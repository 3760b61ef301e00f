package io.holdfast.workflows.error;

import org.jspecify.annotations.Nullable;

/// An error that Holdfast reports: a code from the registry, a message that says what happened to
/// which object, and a hint that says what to do. Neither ever holds a secret or user data.
public final class HoldfastException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String hint;

  /// @param hint what the reader can do about it; empty when there is nothing to say
  public HoldfastException(ErrorCode code, String message, String hint) {
    this(code, message, hint, null);
  }

  public HoldfastException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  public ErrorCode code() {
    return code;
  }

  public String hint() {
    return hint;
  }

  /// The message, never null.
  public String message() {
    String message = getMessage();
    return message == null ? code.summary() : message;
  }
}
