package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.filerestore.MemberCopy;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.RestoreState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The place where a restore of data files waits for people: open for one copy at a time, passed
/// with that copy's token only.
final class FinishGate {
  private final OperationId operation;
  private final String files;
  private int attempt;
  private List<MemberCopy> members = List.of();
  private @Nullable CopyToken token;
  private @Nullable Instant deadline;
  private @Nullable String refusal;
  private boolean passed;

  /// @param files names what is to be copied
  FinishGate(OperationId operation, String files) {
    this.operation = operation;
    this.files = files;
  }

  /// Asks for a copy to `places`, until `until`.
  void open(List<MemberCopy> places, Instant until) {
    attempt++;
    members = List.copyOf(places);
    token = CopyToken.of(operation, attempt, files);
    deadline = until;
    passed = false;
  }

  /// Nobody need wait for the copy any more.
  void shut() {
    members = List.of();
    token = null;
    deadline = null;
  }

  /// The copy in hand is not what was asked for.
  void reject(String why) {
    shut();
    refusal = why;
  }

  boolean isPassed() {
    return passed;
  }

  /// Passes with the token of the copy in hand; the same token passes again.
  ///
  /// @return why it was refused; empty when it was not
  Optional<FailureInfo> offer(String offered) {
    try {
      check(CopyToken.parse(offered));
      passed = true;
      refusal = null;
      return Optional.empty();
    } catch (HoldfastException e) {
      refusal = e.message();
      return Optional.of(FailureInfo.of(e));
    }
  }

  private void check(CopyToken offered) {
    if (!offered.operation().equals(operation)) {
      throw refused("The token is of %s, this is %s.".formatted(offered.operation(), operation));
    }
    CopyToken ours = token;
    if (ours == null) {
      throw new HoldfastException(
          ErrorCode.COPY_NOT_READY,
          "%s does not wait for a copy now.".formatted(operation),
          "'holdfast status' shows what it does; wait until it is ready to copy.");
    }
    if (!offered.equals(ours)) {
      throw refused("The token is not that of attempt %d.".formatted(attempt));
    }
  }

  private static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.COPY_TOKEN_REFUSED,
        message,
        "'holdfast describe RESTORE' shows where the files go now, and the token.");
  }

  RestoreCopyStatus status(RestoreState state) {
    return new RestoreCopyStatus(state, attempt, token, deadline, members, refusal);
  }
}
