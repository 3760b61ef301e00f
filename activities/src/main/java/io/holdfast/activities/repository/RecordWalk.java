package io.holdfast.activities.repository;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Every record of a repository but the manifests, one by one, so that one that is damaged does not
/// hide the others.
public final class RecordWalk {
  private final ObjectStore store;
  private final RepositoryCatalogue catalogue;
  private final Records records;

  RecordWalk(ObjectStore store, RepositoryCatalogue catalogue) {
    this.store = store;
    this.catalogue = catalogue;
    this.records = new Records(store);
  }

  /// What is told of each record.
  public interface Visitor {
    void readable(String key);

    /// @param fault what reading the record threw
    void faulty(String key, HoldfastException fault);
  }

  /// Reads every record.
  public void visit(Visitor visitor) {
    each(Layout.INSTANCES, child -> visitInstance(child, visitor));
    each(Layout.KEYS, child -> visitKey(child, visitor));
    eachFolder(Layout.OPERATIONS, visitor, folder -> visitOperations(folder, visitor));
    eachFolder(Layout.RESTORES, visitor, folder -> visitRestores(folder, visitor));
    eachFolder(Layout.COMPARISONS, visitor, folder -> visitComparisons(folder, visitor));
  }

  /// An instance's operations that have not ended. One that is damaged is left out: [#visit] tells
  /// of it.
  public List<OperationRecord> unfinishedOperations(InstanceId instance) {
    List<OperationRecord> unfinished = new ArrayList<>();
    each(
        Layout.operations(instance),
        child ->
            Layout.operationOf(child)
                .flatMap(this::readable)
                .filter(operation -> !operation.isOver())
                .ifPresent(unfinished::add));
    return unfinished;
  }

  /// The instances that have operations, by id, registered or not any more.
  public List<InstanceId> instancesWithOperations() {
    List<InstanceId> instances = new ArrayList<>();
    each(Layout.OPERATIONS, child -> Layout.instanceOfFolder(child).ifPresent(instances::add));
    return instances;
  }

  /// All operations of an instance, each with its version.
  ///
  /// @throws HoldfastException MANIFEST_INVALID or FORMAT_UNKNOWN when one cannot be read
  public List<Versioned<OperationRecord>> operations(InstanceId instance) {
    List<Versioned<OperationRecord>> operations = new ArrayList<>();
    each(
        Layout.operations(instance),
        child ->
            Layout.operationOf(child).flatMap(catalogue::operation).ifPresent(operations::add));
    return operations;
  }

  /// The operations of an instance that have working lists.
  public List<OperationId> workLists(InstanceId instance) {
    List<OperationId> operations = new ArrayList<>();
    each(
        Layout.operations(instance),
        child -> Layout.operationOfWork(child).ifPresent(operations::add));
    return operations;
  }

  /// The backups of an instance that have an envelope among the working lists.
  public List<BackupRef> pendingKeys(InstanceId instance) {
    List<BackupRef> backups = new ArrayList<>();
    each(
        Layout.operations(instance),
        child -> Layout.backupOfPendingKey(instance, child).ifPresent(backups::add));
    return backups;
  }

  private Optional<OperationRecord> readable(OperationId id) {
    try {
      return catalogue.operation(id).map(Versioned::value);
    } catch (HoldfastException e) {
      if (e.code().category() == ErrorCategory.INTEGRITY) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void visitInstance(String child, Visitor visitor) {
    Optional<InstanceId> id = Layout.instanceOf(child);
    String key = Layout.INSTANCES + child;
    read(key, id, catalogue::instance, visitor);
  }

  private void visitKey(String child, Visitor visitor) {
    String key = Layout.KEYS + child;
    read(key, Layout.keyOf(child), id -> records.read(key, RecordType.KEY), visitor);
  }

  private void visitOperations(String folder, Visitor visitor) {
    each(
        folder,
        child -> {
          if (!child.endsWith("/")) {
            Optional<OperationId> id = Layout.operationOf(child);
            read(folder + child, id, catalogue::operation, visitor);
          }
        });
  }

  private void visitRestores(String folder, Visitor visitor) {
    each(
        folder,
        child ->
            read(
                folder + child,
                Optional.of(folder + child),
                key -> records.read(key, RecordType.RESTORE),
                visitor));
  }

  private void visitComparisons(String folder, Visitor visitor) {
    each(
        folder,
        child -> read(folder + child, Layout.operationOf(child), catalogue::comparison, visitor));
  }

  private interface Reading<T> {
    Object read(T id);
  }

  private static <T> void read(String key, Optional<T> id, Reading<T> reading, Visitor visitor) {
    try {
      var _ = reading.read(id.orElseThrow(() -> noName(key)));
      visitor.readable(key);
    } catch (HoldfastException e) {
      visitor.faulty(key, e);
    }
  }

  private void eachFolder(String parent, Visitor visitor, Consumer<String> act) {
    each(
        parent,
        child -> {
          if (child.endsWith("/")) {
            act.accept(parent + child);
          } else {
            visitor.faulty(parent + child, noName(parent + child));
          }
        });
  }

  private static HoldfastException noName(String key) {
    return Foreign.refused(key + " is no record's name.");
  }

  private void each(String folder, Consumer<String> act) {
    List<String> names;
    try (Stream<String> children = store.children(folder)) {
      names = children.toList();
    }
    names.forEach(act);
  }
}
