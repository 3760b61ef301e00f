package io.holdfast.api.backup;

import io.holdfast.api.instance.Instances;
import io.holdfast.api.message.BackupView;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.operation.OperationList;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  Stream<BackupView> matching(BackupFilter filter) {
    return operations.instances(filter.instance()).stream()
        .flatMap(instance -> of(instance).stream())
        .filter(filter::matches);
  }

  /// The newest backup of that name without a manifest.
  Optional<BackupView> unfinished(InstanceId instance, BackupName name) {
    return of(instance).stream()
        .filter(backup -> backup.name().equals(name))
        .max(Comparator.comparing(BackupView::startedAt));
  }

  private List<BackupView> of(InstanceId instance) {
    Catalogue catalogue = repository.catalogue();
    // Records first: a backup that completes in between is then seen by its manifest.
    List<OperationRecord> asked =
        operations.records(instance).filter(Backups::mayBeUnfinished).toList();
    List<BackupHeader> completed = catalogue.backups(instance);
    Set<OperationId> done =
        completed.stream().map(BackupHeader::operation).collect(Collectors.toSet());
    List<BackupView> all = new ArrayList<>();
    completed.stream().map(BackupView::of).forEach(all::add);
    List<OperationRecord> open =
        asked.stream().filter(record -> !done.contains(record.id())).toList();
    List<OperationView> views = operations.look(open);
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).request() instanceof OperationRequest.Backup(var request)) {
        all.add(unfinished(request, views.get(i)));
      }
    }
    return all;
  }

  /// A completed record without a manifest is that of a backup that was deleted since; a refused
  /// one is of a backup that never was.
  private static boolean mayBeUnfinished(OperationRecord record) {
    if (!(record.request() instanceof OperationRequest.Backup)) {
      return false;
    }
    var end = record.end();
    return end == null
        || end.outcome() == OperationOutcome.FAILED
        || end.outcome() == OperationOutcome.CANCELLED;
  }

  static BackupView unfinished(BackupRequest request, OperationView operation) {
    return BackupView.of(request, operation, state(operation));
  }

  /// An operation has states that a backup has not: such a backup runs, or has failed.
  private static BackupState state(OperationView operation) {
    return Arrays.stream(BackupState.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(operation.state()))
        .findFirst()
        .orElse(operation.running() ? BackupState.RUNNING : BackupState.FAILED);
  }
}
