package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.compare.ComparisonRecord;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The catalogue as it lies in a repository: one JSON object per record.
///
/// A manifest is believed only where it belongs: one that names another repository or another
/// backup is refused with MANIFEST_INVALID. Lists are remembered in memory (headers of backups, and
/// operations that have ended); point lookups always ask the store. Closing the catalogue closes
/// the store.
public final class RepositoryCatalogue implements Catalogue {
  private static final Comparator<BackupRef> AGE =
      Comparator.comparing(BackupRef::startedAt)
          .thenComparing(BackupRef::name)
          .thenComparing(BackupRef::instance);

  private final String repositoryId;
  private final ObjectStore store;
  private final Records records;
  private final Manifests manifests;
  private final BackupList list;
  private final OperationList operations;

  RepositoryCatalogue(String repositoryId, ObjectStore store) {
    this.repositoryId = repositoryId;
    this.store = store;
    this.records = new Records(store);
    this.manifests = new Manifests(repositoryId, store, records);
    this.list = new BackupList(manifests);
    this.operations = new OperationList(this::operation, new OperationTimes(records));
  }

  @Override
  public String repositoryId() {
    return repositoryId;
  }

  @Override
  public boolean createInstance(Instance instance) {
    return records.create(Layout.instance(instance.id()), instance);
  }

  @Override
  public void replaceInstance(Versioned<Instance> changed) {
    records.replace(Layout.instance(changed.value().id()), changed, RecordType.INSTANCE);
  }

  @Override
  public Optional<Versioned<Instance>> instance(InstanceId id) {
    String key = Layout.instance(id);
    Optional<Versioned<Instance>> found = records.read(key, RecordType.INSTANCE);
    found.ifPresent(record -> Foreign.requireNamed(id, record.value().id(), key));
    return found;
  }

  @Override
  public List<Instance> instances() {
    return children(Layout.INSTANCES, Layout::instanceOf).stream()
        .sorted()
        .flatMap(id -> instance(id).stream())
        .map(Versioned::value)
        .toList();
  }

  @Override
  public void deleteInstance(InstanceId id) {
    store.delete(Layout.instance(id));
  }

  @Override
  public Optional<BackupRef> findBackup(InstanceId instance, BackupName name) {
    return backupFolders(instance).stream()
        .filter(backup -> backup.name().equals(name))
        .filter(this::exists)
        .findFirst();
  }

  /// Whether the backup is complete: its manifest is there. Does not read it.
  public boolean exists(BackupRef backup) {
    return manifests.exists(backup);
  }

  @Override
  public Optional<Manifest> manifest(BackupRef backup) {
    return manifests.read(backup);
  }

  @Override
  public Optional<BackupHeader> header(BackupRef backup) {
    return manifests.header(backup);
  }

  @Override
  public List<BackupHeader> backups(InstanceId instance) {
    return newestBackups(List.of(instance), Instant.MAX).toList();
  }

  @Override
  public Stream<BackupHeader> newestBackups(Collection<InstanceId> instances, Instant until) {
    return list.headers(
        instances.stream()
            .flatMap(instance -> backupFolders(instance).stream())
            .filter(backup -> !backup.startedAt().isAfter(until))
            .sorted(AGE.reversed())
            .toList());
  }

  /// The folders of an instance's backups, newest first, finished or not. Reads only names.
  public List<BackupRef> backupFolders(InstanceId instance) {
    List<BackupRef> folders =
        children(Layout.backups(instance), child -> Layout.backupOfFolder(instance, child)).stream()
            .sorted(AGE.reversed())
            .toList();
    list.retain(instance, folders);
    return folders;
  }

  /// The instances that have a backup folder, by id, whether or not a backup in it is finished.
  public List<InstanceId> instancesWithBackupFolders() {
    return children(Layout.BACKUPS, Layout::instanceOfFolder).stream().sorted().toList();
  }

  @Override
  public List<InstanceId> instancesWithBackups() {
    return instancesWithBackupFolders().stream().filter(this::hasBackup).toList();
  }

  /// Looks no further than to the first.
  private boolean hasBackup(InstanceId instance) {
    try (Stream<String> children = store.children(Layout.backups(instance))) {
      return children
          .flatMap(child -> Layout.backupOfFolder(instance, child).stream())
          .anyMatch(this::exists);
    }
  }

  /// Makes a backup exist: writes its manifest, unless there is one, and reads it back.
  ///
  /// Idempotent: when an earlier attempt of the same operation wrote it already, that one stands.
  ///
  /// @return the manifest as the repository now has it
  /// @throws HoldfastException BACKUP_EXISTS when another operation wrote it; KEY_MISSING when the
  ///   repository has a key and the backup is not encrypted
  public Manifest writeManifest(Manifest manifest) {
    return manifests.write(manifest);
  }

  @Override
  public boolean createOperation(OperationRecord record) {
    return records.create(Layout.operation(record.id()), record);
  }

  @Override
  public void replaceOperation(Versioned<OperationRecord> changed) {
    records.replace(Layout.operation(changed.value().id()), changed, RecordType.OPERATION);
  }

  @Override
  public Optional<Versioned<OperationRecord>> operation(OperationId id) {
    String key = Layout.operation(id);
    Optional<Versioned<OperationRecord>> found = records.read(key, RecordType.OPERATION);
    found.ifPresent(record -> Foreign.requireNamed(id, record.value().id(), key));
    return found;
  }

  @Override
  public List<OperationRecord> operations(InstanceId instance, int limit) {
    return newestOperations(List.of(instance), Instant.MAX).limit(limit).toList();
  }

  @Override
  public Stream<OperationRecord> newestOperations(Collection<InstanceId> instances, Instant until) {
    Map<InstanceId, List<OperationId>> ids = new TreeMap<>();
    instances.forEach(
        instance -> ids.put(instance, children(Layout.operations(instance), Layout::operationOf)));
    return operations.newestFirst(ids, until);
  }

  /// Writes how a restore ended. Idempotent: written again, the last one stands.
  public void writeRestore(RestoreRecord restore) {
    records.put(Layout.restore(restore.task()), restore);
  }

  @Override
  public List<RestoreRecord> restores(InstanceId target) {
    String folder = Layout.restores(target);
    return children(folder, child -> Optional.of(child).filter(name -> name.endsWith(".json")))
        .reversed()
        .stream()
        .flatMap(name -> records.read(folder + name, RecordType.RESTORE).stream())
        .map(Versioned::value)
        .toList();
  }

  @Override
  public Optional<ExternalContent> filesToCopy(OperationId operation, int round, String set) {
    String key = Layout.copyList(operation, round, set);
    return records.content(key).map(found -> Json.read(found.value(), ExternalContent.class, key));
  }

  /// Writes what a comparison found. Idempotent: written again, the last one stands.
  public void writeComparison(ComparisonRecord comparison) {
    records.put(Layout.comparison(comparison.task().request().operation()), comparison);
  }

  @Override
  public Optional<ComparisonRecord> comparison(OperationId id) {
    String key = Layout.comparison(id);
    Optional<ComparisonRecord> found =
        records.read(key, RecordType.COMPARISON).map(Versioned::value);
    found.ifPresent(record -> Foreign.requireNamed(id, record.task().request().operation(), key));
    return found;
  }

  private <T> List<T> children(String folder, Function<String, Optional<T>> meaning) {
    try (Stream<String> children = store.children(folder)) {
      return children.flatMap(child -> meaning.apply(child).stream()).toList();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
