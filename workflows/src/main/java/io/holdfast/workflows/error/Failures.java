package io.holdfast.workflows.error;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
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

  /// What `failure`, or the nearest of its causes that carries a code, says. Where none does:
  /// `OPERATION_CANCELLED` for a cancel, `STEP_TIMED_OUT` for an activity that gave no answer, else
  /// `INTERNAL_ERROR`.
  public static FailureInfo describe(Throwable failure) {
    FailureInfo plainest = unexpected(failure, "");
    String step = "";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      FailureInfo coded = coded(t);
      if (coded != null) {
        return coded;
      }
      if (t instanceof ActivityFailure a) {
        step = " in " + a.getActivityType();
      }
      if (t instanceof ActivityFailure || t instanceof ApplicationFailure) {
        plainest = unexpected(t, step);
      }
      if (t instanceof TimeoutFailure) {
        plainest = timedOut(step);
      }
    }
    return plainest;
  }

  private static @Nullable FailureInfo coded(Throwable failure) {
    return switch (failure) {
      case HoldfastException e -> FailureInfo.of(e);
      case CanceledFailure _ ->
          new FailureInfo(
              ErrorCode.OPERATION_CANCELLED, "The operation was cancelled.", "Start it again.");
      case ApplicationFailure a -> coded(a, codeOf(a.getType()));
      default -> null;
    };
  }

  private static @Nullable FailureInfo coded(ApplicationFailure failure, @Nullable ErrorCode code) {
    if (code == null) {
      return null;
    }
    String message = failure.getOriginalMessage();
    return new FailureInfo(code, message == null ? code.summary() : message, hintOf(failure));
  }

  private static FailureInfo timedOut(String step) {
    return new FailureInfo(
        ErrorCode.STEP_TIMED_OUT,
        "No answer in time%s.".formatted(step),
        "See that a worker runs, and its log; then start the operation again.");
  }

  /// Names the exception's type only: its message may hold anything.
  private static FailureInfo unexpected(Throwable failure, String step) {
    String type =
        failure instanceof ApplicationFailure a ? a.getType() : failure.getClass().getSimpleName();
    return new FailureInfo(
        ErrorCode.INTERNAL_ERROR,
        "Unexpected %s%s.".formatted(type, step),
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
