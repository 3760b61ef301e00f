package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// What copies the files of one round without a person, on each member's host, all at once.
final class HostCopies {
  private final List<CopyTask> tasks;
  private final HostCopy copy;
  private final List<Promise<?>> runs = new ArrayList<>();
  private final CancellationScope scope;

  private HostCopies(List<CopyTask> tasks, HostCopy copy) {
    this.tasks = List.copyOf(tasks);
    this.copy = copy;
    scope = Workflow.newCancellationScope(() -> tasks.forEach(task -> runs.add(copy.start(task))));
  }

  /// Starts all.
  static HostCopies start(List<CopyTask> tasks, HostCopy copy) {
    HostCopies copies = new HostCopies(tasks, copy);
    copies.scope.run();
    return copies;
  }

  /// Whether all have ended, or one has failed.
  boolean isOver() {
    return runs.stream().allMatch(Promise::isCompleted)
        || runs.stream().anyMatch(run -> run.isCompleted() && run.getFailure() != null);
  }

  /// Stops those that still run, and waits until none does.
  void stop() {
    scope.cancel("the copy is of no use");
    Workflow.await(() -> runs.stream().allMatch(Promise::isCompleted));
  }

  /// Why the first that failed is to be done again; empty when none is.
  Optional<String> loss() {
    return first(copy::loss);
  }

  /// Why the first that failed did; empty when all have copied.
  Optional<HoldfastException> failure() {
    return first((task, failure) -> Optional.of(copy.reason(task, failure)));
  }

  private <T> Optional<T> first(BiFunction<CopyTask, RuntimeException, Optional<T>> meaning) {
    for (int i = 0; i < runs.size(); i++) {
      // To ask one that still runs for its failure would be to wait for it.
      RuntimeException failure = runs.get(i).isCompleted() ? runs.get(i).getFailure() : null;
      if (failure != null) {
        return meaning.apply(tasks.get(i), failure);
      }
    }
    return Optional.empty();
  }
}
