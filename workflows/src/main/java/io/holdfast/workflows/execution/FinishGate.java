package io.holdfast.workflows.execution;

import io.holdfast.workflows.filerestore.MemberCopy;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.RestoreState;

/// The place where a restore of data files waits for them to be copied to every member.
final class FinishGate extends TokenGate<MemberCopy> {
  FinishGate(OperationId operation) {
    super(
        operation,
        "'holdfast describe %s' shows where the files go now, and the token.".formatted(operation));
  }

  RestoreCopyStatus status(RestoreState state) {
    return new RestoreCopyStatus(state, attempt(), token(), deadline(), places(), refusal());
  }
}
