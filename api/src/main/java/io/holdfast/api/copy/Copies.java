package io.holdfast.api.copy;

import io.holdfast.api.backup.BackupContents;
import io.holdfast.api.instance.Instances;
import io.holdfast.api.message.FilesView;
import io.holdfast.api.message.FilesView.FileView;
import io.holdfast.api.message.FilesView.NodeView;
import io.holdfast.api.message.Page;
import io.holdfast.api.message.PointInTimeView;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.api.temporal.CopyRuns;
import io.holdfast.api.temporal.Runs;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Backups of files: those that wait for their files to be copied are asked themselves, completed
/// ones are read.
@Singleton
final class Copies {
  /// Names are free again once their backup has failed; older records than these are not looked at.
  private static final int RECORDS = 200;

  private final RepositoryAccess repository;
  private final Instances instances;
  private final OperationWatch watch;
  private final CopyRuns runs;

  Copies(RepositoryAccess repository, Instances instances, OperationWatch watch, CopyRuns runs) {
    this.repository = repository;
    this.instances = instances;
    this.watch = watch;
    this.runs = runs;
  }

  /// @throws HoldfastException INSTANCE_NOT_FOUND, BACKUP_NOT_FOUND, METHOD_NOT_SUPPORTED when it
  ///   is none of files, OPERATION_FINISHED when it came to nothing, TEMPORAL_UNAVAILABLE
  FilesView files(InstanceId instance, BackupName name, PageRequest page) {
    Optional<Manifest> complete =
        repository.catalogue().findBackup(instance, name).flatMap(repository.catalogue()::manifest);
    return complete.isPresent() ? copied(complete.get(), page) : toCopy(instance, name, page);
  }

  private static FilesView copied(Manifest manifest, PageRequest page) {
    requireFiles(manifest.header().method(), manifest.header().backup().toString());
    return new FilesView(
        manifest.header().backup().instance(),
        manifest.header().backup().name(),
        BackupState.COMPLETED,
        null,
        null,
        null,
        null,
        manifest.copied().stream().map(Copies::node).toList(),
        page(manifest.copied(), page));
  }

  private FilesView toCopy(InstanceId instance, BackupName name, PageRequest page) {
    OperationRecord record = open(instance, name);
    CopyStatus copy = runs.copy(record.id(), run(record));
    List<ExternalContent> contents =
        copy.nodes().stream().flatMap(node -> content(record.id(), node).stream()).toList();
    return new FilesView(
        instance,
        name,
        copy.state(),
        copy.attempt(),
        copy.token() == null ? null : copy.token().toString(),
        copy.deadline(),
        copy.refusal(),
        copy.nodes().stream().map(Copies::node).toList(),
        page(contents, page));
  }

  private Optional<ExternalContent> content(OperationId operation, OpenedCursor node) {
    return repository.catalogue().filesToCopy(operation, node.round(), node.replicaSet());
  }

  /// @return the operation, whose backup is then on its way to be complete
  /// @throws HoldfastException COPY_TOKEN_REFUSED, COPY_NOT_READY, and as [#files]
  OperationId finish(InstanceId instance, BackupName name, String token) {
    OperationRecord record = open(instance, name);
    FinishAnswer answer = runs.finish(record.id(), run(record), token);
    if (answer.refusal() != null) {
      throw answer.refusal().toException();
    }
    watch.forget(record.id());
    return record.id();
  }

  /// The newest backup of that name, which must be under way.
  private OperationRecord open(InstanceId instance, BackupName name) {
    OperationRecord record =
        repository.catalogue().operations(instance, RECORDS).stream()
            .filter(known -> isBackup(known, name))
            .findFirst()
            .orElseThrow(() -> notFound(instance, name));
    if (record.request() instanceof OperationRequest.Backup(var request)) {
      requireFiles(request.method(), instance + "/" + name);
    }
    if (record.isOver()) {
      throw Runs.finished(record.id());
    }
    return record;
  }

  private HoldfastException notFound(InstanceId instance, BackupName name) {
    var _ = instances.get(instance);
    return BackupContents.notFound(instance, name);
  }

  private static boolean isBackup(OperationRecord record, BackupName name) {
    return record.request() instanceof OperationRequest.Backup(var request)
        && request.name().equals(name);
  }

  private static String run(OperationRecord record) {
    String run = record.runId();
    if (run == null) {
      throw new HoldfastException(
          ErrorCode.COPY_NOT_READY,
          "%s has not begun yet.".formatted(record.id()),
          "Ask again in a moment; 'holdfast status' shows whether a worker runs.");
    }
    return run;
  }

  private static void requireFiles(Method method, String backup) {
    if (!method.isOfFiles()) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "%s is no backup of files: it holds documents.".formatted(backup),
          "'holdfast describe %s' shows what it holds.".formatted(backup));
    }
  }

  private static NodeView node(OpenedCursor cursor) {
    return new NodeView(
        cursor.replicaSet(),
        cursor.address(),
        cursor.dbPath(),
        PointInTimeView.of(cursor.time()),
        cursor.files(),
        cursor.bytes(),
        cursor.keeping(),
        null);
  }

  private static NodeView node(ExternalContent content) {
    return new NodeView(
        content.source().replicaSet(),
        content.source().address(),
        content.dbPath(),
        PointInTimeView.of(content.time()),
        content.files().size(),
        ExternalContent.bytes(content.files()),
        content.keeping(),
        content.command());
  }

  private static Page<FileView> page(List<ExternalContent> contents, PageRequest page) {
    Stream<FileView> files =
        contents.stream()
            .flatMap(
                content ->
                    content.files().stream()
                        .map(
                            file ->
                                new FileView(
                                    content.source().address(), file.path(), file.size())));
    return page.cut(files, file -> Position.byId(file.address() + " " + file.path()));
  }
}
