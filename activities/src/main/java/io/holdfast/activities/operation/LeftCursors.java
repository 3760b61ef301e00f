package io.holdfast.activities.operation;

import io.holdfast.workflows.model.OperationId;

/// The backup cursors and locks that an operation may have left on members.
@FunctionalInterface
public interface LeftCursors {

  /// Undoes those of `operation` on `member` (`host:port`). Idempotent. A member that cannot be
  /// asked is left alone: its cursor ends with its process, or by itself when nobody has asked for
  /// it for ten minutes. A lock does not: where there may be one, this fails with
  /// DATABASE_UNREACHABLE for a quarter of an hour before it gives up.
  void close(OperationId operation, String member);
}
