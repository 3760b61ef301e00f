package io.holdfast.activities.repository.check;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.RecordWalk;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationRecord;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Checks a repository: every record is read, every object that a manifest lists is compared with
/// the store, read to its end as the [Depth] has it, and whatever else lies among the backups is
/// named. Changes nothing.
///
/// It may run while operations do: what an unfinished operation is writing is a note, not damage.
public final class RepositoryVerifier {
  /// Reading waits for the store most of the time. Each thread holds a few MB of a decompressor.
  private static final int THREADS = 8;

  private final Repository repository;
  private final Depth depth;

  public RepositoryVerifier(Repository repository, Depth depth) {
    this.repository = repository;
    this.depth = depth;
  }

  /// Checks the whole repository.
  ///
  /// @throws HoldfastException when the store cannot be listed; a single object that cannot be read
  ///   is a finding
  public Verification verify(Watcher watcher) {
    return checking(
        watcher,
        (check, tally) -> {
          verifyTop(tally);
          verifyRecords(tally);
          verifyBackups(check, tally);
        });
  }

  /// Checks one complete backup, and nothing else.
  public Verification verify(BackupRef backup, Watcher watcher) {
    return checking(watcher, (check, _) -> check.check(backup, listAgain(backup)));
  }

  private interface Checking {
    void run(BackupCheck check, Tally tally);
  }

  private Verification checking(Watcher watcher, Checking checking) {
    Tally tally = new Tally(watcher);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      checking.run(new BackupCheck(repository, depth, threads, tally), tally);
      return tally.verification();
    } finally {
      var _ = threads.shutdownNow();
      threads.close();
    }
  }

  private void verifyTop(Tally tally) {
    try (Stream<String> children = repository.store().children("")) {
      children
          .filter(child -> !Layout.isOwn(child))
          .forEach(child -> tally.found(new Finding.Unlisted(child, 0)));
    }
  }

  private void verifyRecords(Tally tally) {
    repository
        .records()
        .visit(
            new RecordWalk.Visitor() {
              @Override
              public void readable(String key) {
                tally.recordRead();
              }

              @Override
              public void faulty(String key, HoldfastException fault) {
                tally.found(
                    BackupCheck.isOfStore(fault)
                        ? new Finding.Unchecked(key, FailureInfo.of(fault))
                        : new Finding.RecordFaulty(key, FailureInfo.of(fault)));
              }
            });
  }

  private void verifyBackups(BackupCheck check, Tally tally) {
    try (Stream<ObjectInfo> objects = repository.store().list(Layout.backups(), "")) {
      Iterator<Folder> folders = Folder.split(objects.iterator());
      while (folders.hasNext()) {
        Folder folder = folders.next();
        folder
            .backup()
            .ifPresentOrElse(
                backup -> verifyBackup(backup, folder, check, tally),
                () -> reportUnlisted(folder, tally));
      }
    }
  }

  private static void reportUnlisted(Folder folder, Tally tally) {
    folder.lengths().forEach((key, length) -> tally.found(new Finding.Unlisted(key, length)));
  }

  private void verifyBackup(BackupRef backup, Folder folder, BackupCheck check, Tally tally) {
    if (folder.lengths().containsKey(Layout.manifest(backup))) {
      check.check(backup, folder);
      return;
    }
    Optional<OperationId> writer = writerOf(backup);
    if (writer.isPresent()) {
      tally.found(new Finding.InProgress(backup.prefix(), backup, writer.get()));
      return;
    }
    // It may have been finished, or undone, since it was listed.
    Folder now = listAgain(backup);
    if (now.lengths().containsKey(Layout.manifest(backup))) {
      check.check(backup, now);
    } else if (!now.lengths().isEmpty()) {
      long bytes = now.lengths().values().stream().mapToLong(Long::longValue).sum();
      tally.found(new Finding.Abandoned(backup.prefix(), backup, now.lengths().size(), bytes));
    }
  }

  /// The unfinished operation that said, before it began, that it would write here.
  private Optional<OperationId> writerOf(BackupRef backup) {
    Intent intent = new Intent.WritePayload(backup);
    return repository.records().unfinishedOperations(backup.instance()).stream()
        .filter(operation -> operation.intents().contains(intent))
        .map(OperationRecord::id)
        .findFirst();
  }

  private Folder listAgain(BackupRef backup) {
    try (Stream<ObjectInfo> objects = repository.store().list(backup.prefix(), "")) {
      Iterator<Folder> folders = Folder.split(objects.toList().iterator());
      return folders.hasNext() ? folders.next() : new Folder(Optional.of(backup), Map.of());
    }
  }
}
