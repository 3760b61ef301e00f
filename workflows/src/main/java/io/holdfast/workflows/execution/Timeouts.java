package io.holdfast.workflows.execution;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;

/// Which of an activity's times ran out.
final class Timeouts {
  private Timeouts() {}

  static boolean isOf(RuntimeException failure, TimeoutType type) {
    return failure instanceof ActivityFailure
        && failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == type;
  }
}
