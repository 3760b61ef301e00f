package io.holdfast.workflows.execution;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The same work on several things at once.
final class SideBySide {
  private SideBySide() {}

  /// Runs `work` for each of `things`. When it fails for one, the others are stopped and waited
  /// for.
  static <T> void run(List<T> things, Consumer<T> work) {
    List<Promise<Void>> promises = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> things.forEach(one -> promises.add(Async.procedure(() -> work.accept(one)))));
    scope.run();
    try {
      Promise.allOf(promises).get();
    } catch (RuntimeException e) {
      scope.cancel("the same work failed for another");
      promises.forEach(SideBySide::awaitEnd);
      throw e;
    }
  }

  private static void awaitEnd(Promise<Void> promise) {
    var _ = promise.handle((_, _) -> true).get();
  }
}
