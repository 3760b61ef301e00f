package io.holdfast.workflows.catalogue;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.restore.RestoreRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that Holdfast knows, as records of the repository. Safe for many threads.
///
/// Every method answers from the store: found, absent, or it throws STORAGE_UNAVAILABLE (the
/// store), MANIFEST_INVALID (a record that cannot be read) or FORMAT_UNKNOWN (written by a newer
/// Holdfast). `create…` answers false when the record exists already and leaves it as it is;
/// `replace…` throws RECORD_CHANGED when the version is not the store's any more. Reads that follow
/// a write see it.
public interface Catalogue extends AutoCloseable {

  /// The repository's own id.
  String repositoryId();

  boolean createInstance(Instance instance);

  void replaceInstance(Versioned<Instance> changed);

  Optional<Versioned<Instance>> instance(InstanceId id);

  /// All registered instances, by id.
  List<Instance> instances();

  void deleteInstance(InstanceId id);

  /// The completed backup of this name. More than one never exists.
  Optional<BackupRef> findBackup(InstanceId instance, BackupName name);

  /// The completed backup of this name.
  ///
  /// @throws HoldfastException BACKUP_NOT_FOUND
  default BackupRef requireBackup(InstanceId instance, BackupName name) {
    return findBackup(instance, name)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.BACKUP_NOT_FOUND,
                    "'%s' has no completed backup '%s'.".formatted(instance, name),
                    "'holdfast list --instance %s --state completed' shows those there are."
                        .formatted(instance)));
  }

  /// Refuses a name that a completed backup has.
  ///
  /// @throws HoldfastException BACKUP_EXISTS
  default void requireFree(InstanceId instance, BackupName name) {
    if (findBackup(instance, name).isPresent()) {
      throw new HoldfastException(
          ErrorCode.BACKUP_EXISTS,
          "'%s' has a backup '%s' already.".formatted(instance, name),
          "Choose another name.");
    }
  }

  Optional<Manifest> manifest(BackupRef backup);

  /// A completed backup's header; empty if there is none. May read no more than that.
  default Optional<BackupHeader> header(BackupRef backup) {
    return manifest(backup).map(Manifest::header);
  }

  /// The headers of an instance's completed backups, newest first.
  List<BackupHeader> backups(InstanceId instance);

  /// The headers of these instances' completed backups that were started at `until` or before,
  /// newest first. May be read only as far as they are asked for; close it.
  default Stream<BackupHeader> newestBackups(Collection<InstanceId> instances, Instant until) {
    return instances.stream()
        .flatMap(instance -> backups(instance).stream())
        .filter(header -> !header.backup().startedAt().isAfter(until))
        .sorted(
            Comparator.comparing((BackupHeader header) -> header.backup().startedAt()).reversed());
  }

  /// Every instance that has backups, registered or not any more, by id.
  List<InstanceId> instancesWithBackups();

  boolean createOperation(OperationRecord record);

  void replaceOperation(Versioned<OperationRecord> changed);

  Optional<Versioned<OperationRecord>> operation(OperationId id);

  /// An instance's operations, newest first, at most `limit`.
  List<OperationRecord> operations(InstanceId instance, int limit);

  /// The operations of these instances that were asked for at `until` or before, newest first. May
  /// be read only as far as they are asked for; close it.
  default Stream<OperationRecord> newestOperations(
      Collection<InstanceId> instances, Instant until) {
    return instances.stream()
        .flatMap(instance -> operations(instance, Integer.MAX_VALUE).stream())
        .filter(record -> !record.requestedAt().isAfter(until))
        .sorted(Comparator.comparing(OperationRecord::requestedAt).reversed());
  }

  /// The finished restores into an instance, newest first.
  List<RestoreRecord> restores(InstanceId target);

  /// The files that an external backup which is not complete waits for, with what is needed to
  /// bring them back; empty when no cursor of that round was opened, or the operation is over.
  Optional<ExternalContent> filesToCopy(OperationId operation, int round, String replicaSet);

  /// The verdict of a comparison; empty until it is complete.
  Optional<ComparisonRecord> comparison(OperationId id);

  @Override
  void close();
}
