package io.holdfast.workflows.execution;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;

/// The time that people have to copy, with warnings when a quarter of it is left, and again when a
/// twenty-fourth is.
final class CopyDeadline {
  private static final Logger LOG = Workflow.getLogger(CopyDeadline.class);
  private static final List<Integer> WARNINGS = List.of(4, 24);

  private final Duration whole;
  private final Narration narration;

  CopyDeadline(Duration whole, Narration narration) {
    this.whole = whole;
    this.narration = narration;
  }

  /// Waits until `condition` holds or the time is over.
  ///
  /// @return whether it held in time
  boolean await(Supplier<Boolean> condition) {
    Duration left = whole;
    for (int part : WARNINGS) {
      Duration remaining = whole.dividedBy(part);
      if (Workflow.await(left.minus(remaining), condition)) {
        return true;
      }
      left = remaining;
      warn(left);
    }
    return Workflow.await(left, condition);
  }

  private void warn(Duration left) {
    narration.stage(
        "Waits until the files are copied, for %s more; then the backup fails"
            .formatted(told(left)));
    LOG.warn(
        "{}: nobody has said yet that the files are copied; {} left",
        narration.status().operation(),
        told(left));
  }

  private static String told(Duration left) {
    return left.toHours() > 0
        ? "%d h %d min".formatted(left.toHours(), left.toMinutesPart())
        : "%d min %d s".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
