package io.holdfast.api.backup;

import io.holdfast.api.instance.Instances;
import io.holdfast.api.message.BackupView;
import io.holdfast.api.message.Page;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.model.InstanceId;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/// All backups, whatever became of them: a completed one is known by its manifest; one on its way,
/// or one that came to nothing, by its operation's record.
@Singleton
final class Backups {
  private final RepositoryAccess repository;
  private final Instances instances;
  private final BackupWalk walk;

  Backups(RepositoryAccess repository, Instances instances, BackupWalk walk) {
    this.repository = repository;
    this.instances = instances;
    this.walk = walk;
  }

  /// Refuses a backup that the workflow would refuse as well, but sooner: INSTANCE_NOT_FOUND,
  /// BACKUP_EXISTS.
  void admit(BackupRequest asked) {
    InstanceId instance = asked.operation().instance();
    var _ = instances.get(instance);
    repository.catalogue().requireFree(instance, asked.name());
  }

  Page<BackupView> page(BackupFilter filter, PageRequest page) {
    try (Stream<BackupView> newestFirst = walk.newestFirst(filter, page.newest())) {
      return page.cutNewestFirst(
          newestFirst, view -> new Position(view.startedAt(), view.operation().toString()));
    }
  }
}
