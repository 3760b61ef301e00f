package io.holdfast.api.rig;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.Versioned;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A catalogue that forgets. It keeps the port's promises: create-if-absent, replace by version.
public final class MemoryCatalogue implements Catalogue {
  private final Map<InstanceId, Versioned<Instance>> instances = new ConcurrentHashMap<>();
  private final Map<OperationId, Versioned<OperationRecord>> operations = new ConcurrentHashMap<>();
  private final List<Manifest> manifests = new CopyOnWriteArrayList<>();
  private final List<RestoreRecord> restores = new CopyOnWriteArrayList<>();
  private final Map<OperationId, ExternalContent> filesToCopy = new ConcurrentHashMap<>();
  private final Map<OperationId, ComparisonRecord> comparisons = new ConcurrentHashMap<>();
  private final AtomicInteger versions = new AtomicInteger();
  private final AtomicInteger operationReads = new AtomicInteger();
  private volatile boolean away;

  /// Makes every call fail as an unreachable store does, or lets them pass again.
  public void setAway(boolean isAway) {
    away = isAway;
  }

  /// How often an operation's record was read.
  public int operationReads() {
    return operationReads.get();
  }

  public void add(Manifest manifest) {
    manifests.add(manifest);
  }

  public void add(RestoreRecord restore) {
    restores.add(restore);
  }

  public void add(ComparisonRecord comparison) {
    comparisons.put(comparison.task().request().operation(), comparison);
  }

  private void requireStore() {
    if (away) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE, "The store does not answer.", "Check it.");
    }
  }

  private String next() {
    return Integer.toString(versions.incrementAndGet());
  }

  @Override
  public String repositoryId() {
    return "repository-in-memory";
  }

  @Override
  public boolean createInstance(Instance instance) {
    requireStore();
    return instances.putIfAbsent(instance.id(), new Versioned<>(instance, next())) == null;
  }

  @Override
  public void replaceInstance(Versioned<Instance> changed) {
    requireStore();
    replace(instances, changed.value().id(), changed);
  }

  private <K, V> void replace(Map<K, Versioned<V>> records, K key, Versioned<V> changed) {
    records.compute(
        key,
        (_, known) -> {
          if (known == null || !known.version().equals(changed.version())) {
            throw new HoldfastException(ErrorCode.RECORD_CHANGED, "It changed.", "Try again.");
          }
          return new Versioned<>(changed.value(), next());
        });
  }

  @Override
  public Optional<Versioned<Instance>> instance(InstanceId id) {
    requireStore();
    return Optional.ofNullable(instances.get(id));
  }

  @Override
  public List<Instance> instances() {
    requireStore();
    return new TreeMap<>(instances).values().stream().map(Versioned::value).toList();
  }

  @Override
  public void deleteInstance(InstanceId id) {
    requireStore();
    instances.remove(id);
  }

  @Override
  public Optional<BackupRef> findBackup(InstanceId instance, BackupName name) {
    return backups(instance).stream()
        .map(BackupHeader::backup)
        .filter(backup -> backup.name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<Manifest> manifest(BackupRef backup) {
    requireStore();
    return manifests.stream().filter(known -> known.header().backup().equals(backup)).findFirst();
  }

  @Override
  public List<BackupHeader> backups(InstanceId instance) {
    requireStore();
    return manifests.stream()
        .map(Manifest::header)
        .filter(header -> header.backup().instance().equals(instance))
        .sorted(
            Comparator.comparing((BackupHeader header) -> header.backup().startedAt()).reversed())
        .toList();
  }

  @Override
  public List<InstanceId> instancesWithBackups() {
    requireStore();
    Stream<InstanceId> owners = manifests.stream().map(known -> known.header().backup().instance());
    return owners.distinct().sorted().toList();
  }

  @Override
  public boolean createOperation(OperationRecord record) {
    requireStore();
    return operations.putIfAbsent(record.id(), new Versioned<>(record, next())) == null;
  }

  @Override
  public void replaceOperation(Versioned<OperationRecord> changed) {
    requireStore();
    replace(operations, changed.value().id(), changed);
  }

  @Override
  public Optional<Versioned<OperationRecord>> operation(OperationId id) {
    requireStore();
    operationReads.incrementAndGet();
    return Optional.ofNullable(operations.get(id));
  }

  @Override
  public List<OperationRecord> operations(InstanceId instance, int limit) {
    requireStore();
    List<OperationRecord> found = new ArrayList<>();
    operations.values().forEach(known -> found.add(known.value()));
    return found.stream()
        .filter(record -> record.id().instance().equals(instance))
        .sorted(Comparator.comparing(OperationRecord::requestedAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<RestoreRecord> restores(InstanceId target) {
    requireStore();
    return restores.stream()
        .filter(known -> known.task().request().target().equals(target))
        .toList()
        .reversed();
  }

  /// Keeps what is to be copied.
  public void copy(OperationId operation, ExternalContent content) {
    filesToCopy.put(operation, content);
  }

  @Override
  public Optional<ExternalContent> filesToCopy(OperationId operation, int round, String set) {
    requireStore();
    return Optional.ofNullable(filesToCopy.get(operation));
  }

  @Override
  public Optional<ComparisonRecord> comparison(OperationId id) {
    requireStore();
    return Optional.ofNullable(comparisons.get(id));
  }

  @Override
  public void close() {}
}
