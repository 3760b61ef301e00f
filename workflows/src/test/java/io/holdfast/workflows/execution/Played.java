package io.holdfast.workflows.execution;

import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A way of an operation whose history is kept, as the version of the workflow wrote it that first
/// had it.
sealed interface Played permits Scenario, ExternalScenario, FileRestoreScenario {

  /// Every one.
  static List<Played> all() {
    return Stream.<Played[]>of(
            Scenario.values(), ExternalScenario.values(), FileRestoreScenario.values())
        .flatMap(Stream::of)
        .toList();
  }

  String name();

  /// Plays it to its end.
  WorkflowExecutionHistory play();

  /// The resource that keeps its history.
  default String resource() {
    return "histories/%s-v1.json".formatted(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
