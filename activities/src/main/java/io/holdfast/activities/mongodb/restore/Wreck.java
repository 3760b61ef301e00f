package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Remains;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.TargetCondition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a restore that did not complete left of its target, as far as its working lists and the
/// manifest tell. The target itself is not asked: it may be what failed.
final class Wreck {
  private final Repository repository;
  private final BackupReader backups;

  Wreck(Repository repository) {
    this.repository = repository;
    this.backups = new BackupReader(repository);
  }

  /// The record with what is left behind. One that was written before, when the working lists were
  /// still there, knows better.
  RestoreRecord describe(RestoreRecord restore) {
    RestoreState failedIn = restore.failedIn();
    return failedIn == null
        ? restore
        : restore.withRemains(written(restore).orElseGet(() -> remains(restore, failedIn)));
  }

  private Optional<Remains> written(RestoreRecord restore) {
    return repository.catalogue().restores(restore.task().request().target()).stream()
        .filter(known -> known.task().equals(restore.task()))
        .flatMap(known -> Optional.ofNullable(known.remains()).stream())
        .findFirst();
  }

  private Remains remains(RestoreRecord restore, RestoreState failedIn) {
    RestoreJournal journal =
        new RestoreJournal(repository.work(restore.task().request().operation()));
    boolean shadowed = restore.task().request().isShadowed();
    TargetCondition condition = condition(journal, shadowed, failedIn, restore.proof());
    List<String> dropped = journal.drops().map(TargetContent::names).orElse(List.of());
    Collection<Namespace> partial =
        switch (condition) {
          case UNTOUCHED, DROPPED, PARTLY_REPLACED -> List.of();
          case PARTLY_LOADED, NOT_REPLAYED, NOT_INDEXED, NOT_PROVEN -> all(restore);
          case DIFFERENT -> differing(restore.proof());
        };
    return new Remains(
        condition,
        dropped.subList(0, Math.min(Remains.MOST, dropped.size())),
        partial.stream().limit(Remains.MOST).toList(),
        partial.size());
  }

  private static TargetCondition condition(
      RestoreJournal journal, boolean shadowed, RestoreState failedIn, @Nullable Proof proof) {
    if (journal.drops().isEmpty()) {
      return TargetCondition.UNTOUCHED;
    }
    if (!journal.isDropped()) {
      return shadowed ? TargetCondition.PARTLY_REPLACED : TargetCondition.DROPPED;
    }
    return switch (failedIn) {
      // The stages of data files are none of a restore of documents.
      case STARTING, CHECKING, PREPARING, COPY_READY, DOWNLOADING, RECOVERING ->
          TargetCondition.UNTOUCHED;
      case LOADING -> TargetCondition.PARTLY_LOADED;
      case REPLAYING -> TargetCondition.NOT_REPLAYED;
      case INDEXING -> TargetCondition.NOT_INDEXED;
      case PROVING -> proof == null ? TargetCondition.NOT_PROVEN : TargetCondition.DIFFERENT;
      // A restore does not fail in its end.
      case COMPLETED, FAILED, CANCELLED -> TargetCondition.NOT_PROVEN;
    };
  }

  private Collection<Namespace> all(RestoreRecord restore) {
    Manifest manifest = backups.require(restore.task().backup());
    return new TargetNames(new Outline(manifest).names(), restore.task().request().selection())
        .all();
  }

  private static Collection<Namespace> differing(@Nullable Proof proof) {
    return proof == null
        ? List.of()
        : proof.examples().stream().map(Difference::namespace).distinct().toList();
  }
}
