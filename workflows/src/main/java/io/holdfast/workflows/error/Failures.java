package io.holdfast.workflows.error;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.jspecify.annotations.Nullable;

/// The bridge between the error registry and Temporal: the failure's type is the code's name, its
/// only detail the hint, and the category decides whether it is retried.
public final class Failures {
  private Failures() {}

  /// The failure by which an activity or workflow reports `e`; the cause's stack stays in the log.
  public static ApplicationFailure toTemporal(HoldfastException e) {
    return ApplicationFailure.newBuilder()
        .setType(e.code().name())
        .setMessage(e.message())
        .setNonRetryable(!e.code().category().retried())
        .setDetails(e.hint())
        .build();
  }

  /// What `failure`, or the nearest of its causes that carries a code, says; `INTERNAL_ERROR` where
  /// none does, `OPERATION_CANCELLED` for a cancel.
  public static FailureInfo describe(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HoldfastException e) {
        return FailureInfo.of(e);
      }
      if (t instanceof CanceledFailure) {
        return new FailureInfo(
            ErrorCode.OPERATION_CANCELLED, "The operation was cancelled.", "Start it again.");
      }
      if (t instanceof ApplicationFailure a) {
        ErrorCode code = codeOf(a.getType());
        if (code != null) {
          String message = a.getOriginalMessage();
          return new FailureInfo(code, message == null ? code.summary() : message, hintOf(a));
        }
      }
    }
    return new FailureInfo(
        ErrorCode.INTERNAL_ERROR,
        "Unexpected " + failure.getClass().getSimpleName() + ".",
        "See the worker's log; this is a bug in Holdfast.");
  }

  private static String hintOf(ApplicationFailure failure) {
    return failure.getDetails().getSize() > 0 ? failure.getDetails().get(String.class) : "";
  }

  private static @Nullable ErrorCode codeOf(@Nullable String type) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(type)) {
        return code;
      }
    }
    return null;
  }
}
