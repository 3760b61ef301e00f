package io.holdfast.api.operation;

import io.holdfast.api.message.OperationView;
import io.holdfast.workflows.model.OperationId;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// The progress of operations as server-sent events.
@Singleton
final class OperationEvents {
  private static final Duration PACE = Duration.ofSeconds(1);
  // A silent connection is cut by proxies after half a minute or so.
  private static final int SILENT_LOOKS = 10;
  // How long the store may be away before the stream breaks off.
  private static final int FAILED_LOOKS = 300;

  private final OperationWatch watch;
  private final Scheduler threads;

  OperationEvents(OperationWatch watch, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.watch = watch;
    this.threads = Schedulers.fromExecutorService(blocking);
  }

  /// `progress` whenever the operation changed, then `end`. An operation that does not exist fails
  /// here, before anything is sent.
  Publisher<Event<OperationView>> of(OperationId id) {
    var _ = watch.look(id);
    return Mono.fromSupplier(() -> watch.look(id))
        .subscribeOn(threads)
        .retryWhen(Retry.fixedDelay(FAILED_LOOKS, PACE))
        .repeatWhen(looked -> looked.delayElements(PACE))
        .takeUntil(view -> !view.running())
        .scan(new Sent(null, 0), Sent::next)
        .mapNotNull(Sent::event);
  }

  /// What was sent last, and how many looks ago.
  private record Sent(@Nullable OperationView view, int silent) {
    Sent next(OperationView seen) {
      boolean news = !seen.equals(view) || silent >= SILENT_LOOKS;
      return new Sent(seen, news ? 0 : silent + 1);
    }

    @Nullable Event<OperationView> event() {
      if (view == null || silent > 0) {
        return null;
      }
      return Event.of(view).name(view.running() ? "progress" : "end");
    }
  }
}
