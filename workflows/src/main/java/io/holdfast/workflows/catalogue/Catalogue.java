package io.holdfast.workflows.catalogue;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.restore.RestoreRecord;
import java.util.List;
import java.util.Optional;

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

  Optional<Manifest> manifest(BackupRef backup);

  /// The headers of an instance's completed backups, newest first.
  List<BackupHeader> backups(InstanceId instance);

  /// The newest of them, at most `limit`. May read no more than those.
  default List<BackupHeader> backups(InstanceId instance, int limit) {
    return backups(instance).stream().limit(limit).toList();
  }

  /// Every instance that has backups, registered or not any more, by id.
  List<InstanceId> instancesWithBackups();

  boolean createOperation(OperationRecord record);

  void replaceOperation(Versioned<OperationRecord> changed);

  Optional<Versioned<OperationRecord>> operation(OperationId id);

  /// An instance's operations, newest first, at most `limit`.
  List<OperationRecord> operations(InstanceId instance, int limit);

  /// The finished restores into an instance, newest first.
  List<RestoreRecord> restores(InstanceId target);

  /// The files that an external backup which is not complete waits for, with what is needed to bring
  /// them back; empty when no cursor of that round was opened, or the operation is over.
  Optional<ExternalContent> filesToCopy(OperationId operation, int round, String replicaSet);

  /// The verdict of a comparison; empty until it is complete.
  Optional<ComparisonRecord> comparison(OperationId id);

  @Override
  void close();
}
