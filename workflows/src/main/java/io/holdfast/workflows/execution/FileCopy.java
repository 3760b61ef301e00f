package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.filerestore.FileRestoreWorkflow;
import io.holdfast.workflows.filerestore.MemberCopy;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.RestoreState;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The wait for people who put the backup's files on every member. What they did is checked; as
/// long as it is not right, they are asked again, within the one deadline.
final class FileCopy {
  private final FinishGate gate;
  private final Narration narration;
  private final List<MemberCopy> places;
  private final RestoreCourse course;
  private final String files;

  FileCopy(RestoreCourse course, FinishGate gate, List<MemberCopy> places) {
    this.course = course;
    this.gate = gate;
    this.places = places;
    narration = course.narration();
    files = course.request().source() + "/" + course.request().backup();
  }

  /// Returns when the files of every member are those of the backup, in state RECOVERING.
  ///
  /// @throws HoldfastException COPY_OVERDUE
  void await(Agents agents, FileOptions options) {
    Instant deadline = now().plusSeconds(options.copyDeadlineSeconds());
    while (true) {
      course.enter(RestoreState.COPY_READY, "Waits until the files are copied to every member");
      gate.open(places, files, deadline);
      narration.wish(text());
      boolean answered = Workflow.await(Duration.between(now(), deadline), gate::isPassed);
      narration.wish("");
      if (!answered) {
        throw overdue(deadline);
      }
      course.enter(RestoreState.RECOVERING, "Comparing the copied files with the backup's list");
      if (isRight(agents)) {
        gate.shut();
        return;
      }
    }
  }

  private boolean isRight(Agents agents) {
    try {
      var _ =
          agents.all(
              (agent, member) -> {
                agent.check(member);
                return true;
              });
      return true;
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.COPY_WRONG) {
        throw e;
      }
      gate.reject(e.message());
      narration.fact("A copy was not accepted: " + e.message());
      return false;
    }
  }

  private HoldfastException overdue(Instant deadline) {
    gate.shut();
    return new HoldfastException(
        ErrorCode.COPY_OVERDUE,
        "Nobody said until %s that the files are copied.".formatted(deadline),
        "The old data is back. Restore again, with a longer --copy-deadline.");
  }

  private String text() {
    RestoreCopyStatus copy = gate.status(RestoreState.COPY_READY);
    StringBuilder text =
        new StringBuilder(
            "**Put the backup's files on every member, attempt %d, until %s**\n\n"
                .formatted(copy.attempt(), copy.deadline()));
    places.forEach(
        place -> text.append("- `%s`: `%s`\n".formatted(place.member(), place.copyTo())));
    text.append(
        """

        When all are copied:

            holdfast restore finish %s --token %s

        or

            temporal workflow signal --workflow-id %s --name %s --input '"%s"'
        """
            .formatted(
                narration.status().operation(),
                copy.token(),
                InstanceLock.workflowId(narration.status().operation().instance()),
                FileRestoreWorkflow.FINISH,
                copy.token()));
    return text.toString();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
