package io.holdfast.workflows.error;

/// An error as data: what a record, a REST answer or a failed operation keeps of it.
///
/// @param code the registry's code
/// @param message what happened to which object
/// @param hint what to do about it; may be empty
public record FailureInfo(ErrorCode code, String message, String hint) {

  public static FailureInfo of(HoldfastException e) {
    return new FailureInfo(e.code(), e.message(), e.hint());
  }

  public HoldfastException toException() {
    return new HoldfastException(code, message, hint);
  }
}
