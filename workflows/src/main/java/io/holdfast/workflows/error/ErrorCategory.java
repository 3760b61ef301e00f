package io.holdfast.workflows.error;

/// The kind of an error, which fixes its HTTP status, the exit code of the CLI and whether an
/// activity that failed with it is tried again.
public enum ErrorCategory {
  INVALID_REQUEST(400, 2, false),
  NOT_FOUND(404, 10, false),
  CONFLICT(409, 11, false),
  DENIED(403, 12, false),
  UNAVAILABLE(503, 20, true),
  INTEGRITY(500, 30, false),
  INTERNAL(500, 1, false);

  private final int httpStatus;
  private final int exitCode;
  private final boolean retried;

  ErrorCategory(int httpStatus, int exitCode, boolean retried) {
    this.httpStatus = httpStatus;
    this.exitCode = exitCode;
    this.retried = retried;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public int exitCode() {
    return exitCode;
  }

  /// Whether an activity that failed so is tried again by Temporal.
  public boolean retried() {
    return retried;
  }
}
