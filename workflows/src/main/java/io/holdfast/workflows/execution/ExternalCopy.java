package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.external.OpenedCursor;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first two stages of a backup of files: they are kept as they are, and somebody copies them.
/// Whenever one of what keeps them is lost, whatever was copied is worth nothing: they are kept
/// anew, and the copy is asked for again.
final class ExternalCopy {
  private final BackupCourse course;
  private final BackupRequest request;
  private final Narration narration;
  private final CopyGate gate;
  private final CopyOpening opening;
  private @Nullable HostCopies copies;

  ExternalCopy(BackupCourse course, CopyGate gate) {
    this.course = course;
    this.request = course.request();
    this.narration = course.narration();
    this.gate = gate;
    this.opening = new CopyOpening(course);
  }

  /// Returns when the files of one round were copied and were kept to the end of it.
  List<CopyTask> run() {
    while (true) {
      HeldRound round = opening.open(gate.attempt() + 1);
      if (isCopied(round)) {
        return round.tasks();
      }
      again();
    }
  }

  private void again() {
    if (course.state() == BackupState.RUNNING) {
      narration.stage("Keeping the files anew");
    } else {
      course.enter(BackupState.RUNNING, "Keeping the files anew");
    }
  }

  /// Told by an activity that holds a cursor.
  void opened(OpenedCursor told) {
    opening.tell(told);
  }

  /// Waits until nothing is held any more.
  void awaitEnd() {
    gate.shut();
    narration.wish("");
    stopCopies();
    opening.abandon();
  }

  /// @return false when the copy is worth nothing
  private boolean isCopied(HeldRound round) {
    Instant deadline =
        Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(request.copyDeadline());
    CopyToken token = gate.open(round.opened(), deadline);
    begin(round);
    tellPeople();
    boolean answered =
        new CopyDeadline(request.copyDeadline(), narration).await(() -> isAnswered(round));
    if (round.isOver()) {
      String loss = round.loss();
      abandon(round);
      return isLost(token, loss);
    }
    if (!answered) {
      throw overdue(token, deadline);
    }
    Optional<String> worthless = copies == null ? Optional.empty() : copies.loss();
    if (worthless.isPresent()) {
      abandon(round);
      return isLost(token, worthless.get());
    }
    return isKept(round, token);
  }

  private void begin(HeldRound round) {
    switch (request.copier()) {
      case MANUAL -> course.enter(BackupState.COPY_READY, "Waits until the files are copied");
      case COMMAND -> {
        course.enter(BackupState.COPY_READY, "Waits until the files are copied");
        narration.stage("Runs the copy command");
        copies = HostCopies.start(round.tasks(), new CommandCopy());
      }
      case UPLOAD -> {
        narration.stage("The members' agents upload the files");
        copies = HostCopies.start(round.tasks(), new AgentUpload(share(round), narration));
      }
    }
  }

  /// The members of a cluster share the backup's limits.
  private @Nullable LoadLimits share(HeldRound round) {
    LoadLimits limits = request.limits();
    return limits == null ? null : limits.share(round.tasks().size());
  }

  private boolean isAnswered(HeldRound round) {
    return round.isOver() || (copies == null ? gate.isPassed() : copies.isOver());
  }

  /// The end of a round that somebody has copied, or failed to: that the files were not kept any
  /// more says more than what came of it.
  private boolean isKept(HeldRound round, CopyToken token) {
    Optional<HoldfastException> failure = copies == null ? Optional.empty() : copies.failure();
    if (failure.isPresent()) {
      stopCopies();
      narration.stage("Looking whether the files were kept");
    } else {
      course.enter(BackupState.COPY_DONE, "Proving that the files were kept");
    }
    Optional<String> loss = round.release();
    opening.letGo(round);
    if (loss.isPresent()) {
      return isLost(token, loss.get());
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return isDone();
  }

  private void abandon(HeldRound round) {
    stopCopies();
    round.abandon("the copy is worth nothing");
    opening.letGo(round);
  }

  private void stopCopies() {
    if (copies != null) {
      copies.stop();
      copies = null;
    }
  }

  private boolean isDone() {
    gate.shut();
    narration.wish("");
    narration.fact("The files were kept to the end of the copy.");
    return true;
  }

  private boolean isLost(CopyToken token, String loss) {
    String worthless = "Attempt %d is worth nothing: %s".formatted(token.attempt(), loss);
    gate.reject(worthless);
    narration.wish("");
    narration.fact(worthless);
    if (opening.rounds() >= CopyOpening.MOST_ROUNDS) {
      throw new HoldfastException(
          ErrorCode.CURSOR_LOST,
          "After %d rounds, %s".formatted(opening.rounds(), loss),
          "See in the member's log why; then start the backup again.");
    }
    return false;
  }

  private HoldfastException overdue(CopyToken token, Instant deadline) {
    return new HoldfastException(
        ErrorCode.COPY_OVERDUE,
        (copies == null
                ? "Nobody said by %s that the files of attempt %d are copied."
                : "By %s the files of attempt %d were not copied.")
            .formatted(deadline, token.attempt()),
        "Start the backup again; --copy-deadline gives more time.");
  }

  /// Shows what to copy, from where, and what to do then.
  void tellPeople() {
    if (gate.isOpen() && copies == null) {
      narration.wish(CopyText.markdown(course.backup(), gate));
    }
  }
}
