package io.holdfast.api.backup;

import io.holdfast.api.instance.Instances;
import io.holdfast.api.message.BackupView;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.Page;
import io.holdfast.api.operation.OperationList;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/// All backups, whatever became of them: a completed one is known by its manifest; one on its way,
/// or one that came to nothing, by its operation's record.
@Singleton
final class Backups {
  private final RepositoryAccess repository;
  private final Instances instances;
  private final OperationList operations;

  Backups(RepositoryAccess repository, Instances instances, OperationList operations) {
    this.repository = repository;
    this.instances = instances;
    this.operations = operations;
  }

  /// Refuses a backup that the workflow would refuse as well, but sooner: INSTANCE_NOT_FOUND,
  /// BACKUP_EXISTS.
  void admit(BackupRequest asked) {
    InstanceId instance = asked.operation().instance();
    var _ = instances.get(instance);
    if (repository.catalogue().findBackup(instance, asked.name()).isPresent()) {
      throw new HoldfastException(
          ErrorCode.BACKUP_EXISTS,
          "'%s' has a backup '%s' already.".formatted(instance, asked.name()),
          "Choose another name.");
    }
  }

  Page<BackupView> page(BackupFilter filter, PageRequest page) {
    BackupWalk walk = new BackupWalk(repository.catalogue(), operations);
    try (Stream<BackupView> newestFirst = walk.newestFirst(filter, page.newest())) {
      return page.cutNewestFirst(
          newestFirst, view -> new Position(view.startedAt(), view.operation().toString()));
    }
  }

  /// The newest backup of that name without a manifest.
  Optional<BackupView> unfinished(InstanceId instance, BackupName name) {
    return new BackupWalk(repository.catalogue(), operations).unfinished(instance, name);
  }

  static BackupView unfinished(BackupRequest request, OperationView operation) {
    return BackupWalk.unfinished(request, operation);
  }
}
