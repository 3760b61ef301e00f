package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;

/// The lists of files that external backups wait for, in the repository: one for each member of
/// each round.
public final class CopyLists {
  private final Repository repository;

  public CopyLists(Repository repository) {
    this.repository = repository;
  }

  /// That of `task`.
  ///
  /// @throws HoldfastException OBJECT_MISSING
  public ExternalContent require(CopyTask task) {
    return repository
        .catalogue()
        .filesToCopy(task.operation(), task.round(), task.source().replicaSet())
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.OBJECT_MISSING,
                    "The file list of %s is not in the repository any more."
                        .formatted(task.operation()),
                    "Somebody deleted it: take the backup again."));
  }

  /// Writes it, replacing an earlier one.
  public void write(CopyTask task, ExternalContent content) {
    repository
        .work(task.operation())
        .write(Layout.copyList(task.round(), task.source().replicaSet()), content);
  }
}
