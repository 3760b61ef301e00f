package io.holdfast.activities.runtime;

import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.temporal.activity.Activity;
import java.util.function.Function;
import java.util.function.Supplier;

/// The line between Temporal and the engines: within it errors are `HoldfastException`s, outside
/// they are failures that carry the registry's code.
public final class ActivityBoundary {
  private ActivityBoundary() {}

  /// Runs short work.
  public static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (HoldfastException e) {
      throw Failures.toTemporal(e);
    }
  }

  /// Runs long work, which heartbeats.
  public static <T> T heartbeating(Function<Heartbeat, T> work) {
    try (ActivityHeartbeat heartbeat = new ActivityHeartbeat(Activity.getExecutionContext())) {
      return work.apply(heartbeat);
    } catch (HoldfastException e) {
      throw Failures.toTemporal(e);
    }
  }
}
