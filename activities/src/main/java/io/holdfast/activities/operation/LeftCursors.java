package io.holdfast.activities.operation;

import io.holdfast.workflows.model.OperationId;

/// The backup cursors that an operation may have left open.
@FunctionalInterface
public interface LeftCursors {

  /// Closes those of `operation` on `member` (`host:port`). Idempotent. A member that cannot be
  /// asked is left alone: its cursor ends with its process, or by itself when nobody has asked for
  /// it for ten minutes.
  void close(OperationId operation, String member);
}
