package io.holdfast.api.backup;

import io.holdfast.api.message.BackupDetail;
import io.holdfast.api.message.BackupDetail.CollectionView;
import io.holdfast.api.message.BackupView;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Namespace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the manifest of one backup says.
@Singleton
public final class BackupContents {
  private final RepositoryAccess repository;
  private final BackupWalk backups;

  BackupContents(RepositoryAccess repository, BackupWalk backups) {
    this.repository = repository;
    this.backups = backups;
  }

  /// @param contents which of its collections are asked for; null for none
  BackupDetail detail(InstanceId instance, BackupName name, @Nullable PageRequest contents) {
    return repository
        .catalogue()
        .findBackup(instance, name)
        .flatMap(repository.catalogue()::manifest)
        .map(manifest -> detail(manifest, contents))
        .or(
            () ->
                backups
                    .unfinished(instance, name)
                    .map(backup -> new BackupDetail(backup, null, null)))
        .orElseThrow(() -> notFound(instance, name));
  }

  /// BACKUP_NOT_FOUND, of a backup in whatever state.
  public static HoldfastException notFound(InstanceId instance, BackupName name) {
    return new HoldfastException(
        ErrorCode.BACKUP_NOT_FOUND,
        "'%s' has no backup '%s'.".formatted(instance, name),
        "'holdfast list --instance %s' shows those there are.".formatted(instance));
  }

  private static BackupDetail detail(Manifest manifest, @Nullable PageRequest contents) {
    return new BackupDetail(
        BackupView.of(manifest.header()),
        Stream.concat(
                manifest.replicaSets().stream().map(ReplicaSetContent::source),
                manifest.copied().stream().map(ExternalContent::source))
            .toList(),
        contents == null
            ? null
            : contents.cut(
                manifest.replicaSets().stream().flatMap(BackupContents::collections),
                view -> Position.byId(new Namespace(view.database(), view.collection()))));
  }

  private static Stream<CollectionView> collections(ReplicaSetContent set) {
    Map<Namespace, Content> expected =
        set.expected().stream()
            .collect(Collectors.toMap(ExpectedCollection::namespace, ExpectedCollection::content));
    return set.collections().stream()
        .map(
            entry ->
                CollectionView.of(entry, expected.getOrDefault(entry.namespace(), Content.EMPTY)));
  }
}
