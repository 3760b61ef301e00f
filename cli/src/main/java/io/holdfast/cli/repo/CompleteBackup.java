package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;

/// The backup that a person names on the command line, in a repository that is at hand.
final class CompleteBackup {
  private CompleteBackup() {}

  /// @throws HoldfastException BACKUP_NOT_FOUND
  static BackupRef find(Repository repository, BackupPath path) {
    return repository
        .catalogue()
        .findBackup(path.instance(), path.name())
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.BACKUP_NOT_FOUND,
                    "The repository has no complete backup '%s'.".formatted(path),
                    "'holdfast repo list' shows those there are."));
  }
}
