package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.model.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The place where an external backup waits for a copy of what its cursors keep.
final class CopyGate extends TokenGate<OpenedCursor> {
  private final CopyMeans copier;

  /// @param copier who copies; only a person may say that it is done
  CopyGate(OperationId operation, CopyMeans copier) {
    super(
        operation,
        "Copy the files that are listed now, from the member that is named now, and finish with"
            + " the token shown there.");
    this.copier = copier;
  }

  /// Asks for a copy of what `opened` keeps, until `until`.
  CopyToken open(List<OpenedCursor> opened, Instant until) {
    String backupIds = opened.stream().map(OpenedCursor::backupId).collect(Collectors.joining(" "));
    return open(opened, backupIds, until);
  }

  @Override
  void requirePeople() {
    switch (copier) {
      case MANUAL -> {}
      case COMMAND -> throw busy("a command copies its files");
      case UPLOAD -> throw busy("agents copy its files");
    }
  }

  private HoldfastException busy(String who) {
    return notReady(
        "%s waits for no person: %s.".formatted(operation(), who),
        "It goes on by itself when that is done.");
  }

  CopyStatus status(BackupState state) {
    CopyToken asked = copier == CopyMeans.MANUAL ? token() : null;
    return new CopyStatus(state, attempt(), asked, deadline(), places(), refusal());
  }
}
