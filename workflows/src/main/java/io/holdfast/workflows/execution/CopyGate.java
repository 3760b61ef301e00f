package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.model.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The place where an external backup waits for people: open for one copy at a time, passed with
/// that copy's token only.
final class CopyGate {
  private final OperationId operation;
  private final CopyMeans copier;
  private int attempt;
  private List<OpenedCursor> nodes = List.of();
  private @Nullable CopyToken token;
  private @Nullable Instant deadline;
  private @Nullable String refusal;
  private boolean passed;

  /// @param copier who copies; only a person may say that it is done
  CopyGate(OperationId operation, CopyMeans copier) {
    this.operation = operation;
    this.copier = copier;
  }

  /// Asks for a copy of what `opened` keeps, until `until`.
  ///
  /// @return the copy's token
  CopyToken open(List<OpenedCursor> opened, Instant until) {
    attempt++;
    nodes = List.copyOf(opened);
    token = CopyToken.of(operation, attempt, backupIds());
    deadline = until;
    passed = false;
    return token;
  }

  /// The copy in hand is worth nothing any more, or nobody need wait for it.
  void shut() {
    nodes = List.of();
    token = null;
    deadline = null;
    passed = false;
  }

  private String backupIds() {
    return nodes.stream().map(OpenedCursor::backupId).collect(Collectors.joining(" "));
  }

  /// Whether a copy is asked for.
  boolean isOpen() {
    return token != null;
  }

  /// Whether somebody said that the copy in hand is made.
  boolean isPassed() {
    return passed;
  }

  int attempt() {
    return attempt;
  }

  /// Passes with the token of the copy in hand; the same token passes again.
  ///
  /// @return why it was refused; empty when it was not
  Optional<FailureInfo> offer(String offered) {
    try {
      check(offered);
      passed = true;
      return Optional.empty();
    } catch (HoldfastException e) {
      refusal = e.message();
      return Optional.of(FailureInfo.of(e));
    }
  }

  private void check(String offered) {
    CopyToken theirs = CopyToken.parse(offered);
    if (!theirs.operation().equals(operation)) {
      throw refused("The token is of %s, this is %s.".formatted(theirs.operation(), operation));
    }
    CopyToken ours = token;
    if (ours == null) {
      throw new HoldfastException(
          ErrorCode.COPY_NOT_READY,
          "%s does not wait for a copy now.".formatted(operation),
          "'holdfast status' shows what it does; wait until it is ready to copy.");
    }
    requirePerson();
    if (theirs.attempt() < ours.attempt()) {
      throw refused(
          "The token is of attempt %d, whose cursor was lost; now it is attempt %d."
              .formatted(theirs.attempt(), ours.attempt()));
    }
    if (!theirs.equals(ours)) {
      throw refused("The token is not that of the copy in hand.");
    }
  }

  private void requirePerson() {
    switch (copier) {
      case MANUAL -> {}
      case COMMAND -> throw busy("a command copies its files");
      case UPLOAD -> throw busy("agents copy its files");
    }
  }

  private HoldfastException busy(String who) {
    return new HoldfastException(
        ErrorCode.COPY_NOT_READY,
        "%s waits for no person: %s.".formatted(operation, who),
        "It goes on by itself when that is done.");
  }

  private static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.COPY_TOKEN_REFUSED,
        message,
        "Copy the files that are listed now, from the member that is named now, and finish with"
            + " the token shown there.");
  }

  CopyStatus status(BackupState state) {
    CopyToken asked = copier == CopyMeans.MANUAL ? token : null;
    return new CopyStatus(state, attempt, asked, deadline, nodes, refusal);
  }
}
