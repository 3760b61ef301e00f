package io.holdfast.activities.runtime;

import io.holdfast.workflows.model.Progress;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The heartbeat of a running Temporal activity. A timer of its own delivers the newest progress,
/// so that a slow answer of a database does not look like a dead worker.
final class ActivityHeartbeat implements Heartbeat, AutoCloseable {
  /// Work that is over sooner needs no heartbeat.
  private static final long DELAY_MILLIS = 250;

  private static final long PERIOD_MILLIS = 2_000;

  private final ActivityExecutionContext context;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("heartbeat").factory());
  private volatile @Nullable Progress newest;
  private volatile @Nullable ActivityCompletionException stop;

  ActivityHeartbeat(ActivityExecutionContext context) {
    this.context = context;
    var _ =
        timer.scheduleWithFixedDelay(
            this::deliver, DELAY_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void deliver() {
    try {
      Progress progress = newest;
      if (progress == null) {
        // The previous attempt's resume point must not be lost before this one has its own.
        context.heartbeat(previous().orElse(null));
      } else {
        context.heartbeat(progress);
      }
    } catch (ActivityCompletionException e) {
      stop = e;
    }
  }

  @Override
  public void beat(Progress progress) {
    newest = progress;
    ActivityCompletionException reason = stop;
    if (reason != null) {
      throw reason;
    }
  }

  @Override
  public Optional<Progress> previous() {
    return context.getHeartbeatDetails(Progress.class);
  }

  @Override
  public void close() {
    // Not shutdownNow: interrupted, a heartbeat on its way is logged as a failure.
    timer.shutdown();
  }
}
