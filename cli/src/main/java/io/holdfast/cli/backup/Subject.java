package io.holdfast.cli.backup;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;

/// What `describe` can show.
public sealed interface Subject {

  /// A backup.
  record OfBackup(BackupPath path) implements Subject {}

  /// A restore, or another operation.
  record OfOperation(OperationId id) implements Subject {}

  /// Reads `instance/name` or an operation's id.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it is neither
  static Subject parse(String text) {
    try {
      return text.contains("/")
          ? new OfBackup(BackupPath.parse(text))
          : new OfOperation(OperationId.parse(text));
    } catch (HoldfastException e) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is neither a backup nor an operation.".formatted(text),
          "Name a backup as INSTANCE/NAME, an operation by its id.",
          e);
    }
  }
}
