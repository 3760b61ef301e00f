package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.CollectionCount;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import java.util.List;

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

  /// That of `task`, with how many documents its member had, as far as they were counted.
  ///
  /// @throws HoldfastException OBJECT_MISSING
  ExternalContent requireCounted(CopyTask task) {
    return repository
        .work(task.operation())
        .read(counts(task), MemberCounts.class)
        .map(counted -> require(task).withCounts(counted.counts()))
        .orElseGet(() -> require(task));
  }

  /// Keeps what was counted for `task`, in place of what was counted before.
  void writeCounts(CopyTask task, List<CollectionCount> counts) {
    repository.work(task.operation()).write(counts(task), new MemberCounts(counts));
  }

  private static String counts(CopyTask task) {
    return Layout.copyList(task.round(), task.source().replicaSet()) + "-counts";
  }

  /// How many documents the collections of a member had.
  record MemberCounts(List<CollectionCount> counts) {}

  /// Writes it, replacing an earlier one.
  public void write(CopyTask task, ExternalContent content) {
    repository
        .work(task.operation())
        .write(Layout.copyList(task.round(), task.source().replicaSet()), content);
  }
}
