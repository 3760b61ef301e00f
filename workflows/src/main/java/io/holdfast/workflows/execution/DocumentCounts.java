package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CountedMember;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The counting of documents on the members of one round, beside the copy of their files: by the
/// counts a restore is proven. A backup without them is a good one all the same.
final class DocumentCounts {
  /// Since this change documents are counted.
  private static final String COUNTING = "count-documents";

  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final ExternalBackupActivities counting =
      Workflow.newActivityStub(ExternalBackupActivities.class, ActivityProfiles.counting());
  private final List<Promise<String>> counts = new ArrayList<>();
  private final CancellationScope scope;

  private DocumentCounts(List<CopyTask> tasks) {
    // Detached, so that also a cancel of the whole backup ends it by the one way below.
    scope =
        Workflow.newDetachedCancellationScope(() -> tasks.forEach(task -> counts.add(count(task))));
  }

  /// Begins to count, where the operation's history knows of that.
  static DocumentCounts start(List<CopyTask> tasks) {
    int version = Workflow.getVersion(COUNTING, Workflow.DEFAULT_VERSION, 1);
    DocumentCounts counts =
        new DocumentCounts(version == Workflow.DEFAULT_VERSION ? List.of() : tasks);
    counts.scope.run();
    return counts;
  }

  private Promise<String> count(CopyTask task) {
    return Async.function(counting::count, task)
        .handle(
            (counted, failure) ->
                failure == null
                    ? told(counted)
                    : "The documents of %s are not counted: %s"
                        .formatted(task.source().address(), Failures.describe(failure).message()));
  }

  private static String told(CountedMember counted) {
    return "The documents of %d of the %d collections of %s are counted.%s"
        .formatted(
            counted.counted(),
            counted.collections(),
            counted.address(),
            counted.gap() == null ? "" : " Not the others: " + counted.gap());
  }

  /// Waits for the counts, not longer than `patience` and only until `over`; what there is by then
  /// counts.
  void finish(Duration patience, BooleanSupplier over, Narration narration) {
    if (!isComplete() && patience.isPositive()) {
      var _ = Workflow.await(patience, () -> isComplete() || over.getAsBoolean());
    }
    stop();
    counts.forEach(count -> narration.fact(count.get()));
  }

  /// Stops those that still count, and waits until none does.
  void stop() {
    // Most are over by then. A cancel that meets the end of what it cancels is more than Temporal's
    // server in memory can take.
    if (!isComplete() && !Workflow.await(MOMENT, this::isComplete)) {
      scope.cancel("it has counted long enough");
      Workflow.await(this::isComplete);
    }
  }

  private boolean isComplete() {
    return counts.stream().allMatch(Promise::isCompleted);
  }
}
