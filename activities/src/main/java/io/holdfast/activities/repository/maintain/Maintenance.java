package io.holdfast.activities.repository.maintain;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Removes what no backup needs and no operation will miss: payload of backups that never got a
/// manifest, working lists of operations that are over, envelopes of keys that are in a manifest or
/// whose backup came to nothing, and uploads that were never finished.
///
/// It may run while operations do. The records of operations are read after the folders were seen,
/// an operation that has not ended keeps what is its own, and an operation that is taken for dead
/// is ended in the repository first, which fails when anybody has touched its record meanwhile.
public final class Maintenance {
  /// The store tells an upload's age by its beginning; one of a chunk takes minutes.
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  private final Repository repository;
  private final Clock clock;
  private final Duration olderThan;
  private final boolean dryRun;

  /// @param olderThan how old must be what belongs to no operation on record, and unfinished
  ///   uploads (never less than a day)
  /// @param dryRun whether to tell what would be done and change nothing
  public Maintenance(Repository repository, Clock clock, Duration olderThan, boolean dryRun) {
    this.repository = repository;
    this.clock = clock;
    this.olderThan = olderThan;
    this.dryRun = dryRun;
  }

  /// Does it, and tells of each thing as it is done.
  ///
  /// @return how many unfinished uploads were given up; 0 in a dry run, as no store can be asked
  ///   for them without
  /// @throws HoldfastException when the store cannot be listed; a folder that cannot be deleted is
  ///   told as [Upkeep.Failed]
  public int run(Consumer<Upkeep> told) {
    for (InstanceId instance : repository.catalogue().instancesWithBackupFolders()) {
      payload(instance, told);
    }
    for (InstanceId instance : repository.records().instancesWithOperations()) {
      workLists(instance, told);
      envelopes(instance, told);
    }
    Duration age = olderThan.compareTo(LONGEST_UPLOAD) > 0 ? olderThan : LONGEST_UPLOAD;
    return dryRun ? 0 : repository.store().abandonUploads(age);
  }

  private void payload(InstanceId instance, Consumer<Upkeep> told) {
    List<BackupRef> unfinished =
        repository.catalogue().backupFolders(instance).stream()
            .filter(backup -> !repository.catalogue().exists(backup))
            .toList();
    judged(
        instance,
        unfinished,
        told,
        (judge, backup) ->
            act(
                backup.prefix(),
                judge.of(backup),
                () -> repository.payloads().delete(backup),
                told));
  }

  private void workLists(InstanceId instance, Consumer<Upkeep> told) {
    judged(
        instance,
        repository.records().workLists(instance),
        told,
        (judge, operation) ->
            act(
                Layout.workPrefix(operation),
                judge.of(operation),
                () -> repository.work(operation).clear(),
                told));
  }

  /// Those whose payload is there too went with it.
  private void envelopes(InstanceId instance, Consumer<Upkeep> told) {
    judged(
        instance,
        repository.records().pendingKeys(instance),
        told,
        (judge, backup) ->
            act(
                Layout.pendingKey(backup),
                ofEnvelope(judge, backup),
                () -> repository.forgetPendingKey(backup),
                told));
  }

  private Verdict ofEnvelope(Judge judge, BackupRef backup) {
    if (!repository.catalogue().exists(backup)) {
      return judge.of(backup);
    }
    try {
      boolean inManifest =
          repository
              .catalogue()
              .header(backup)
              .filter(header -> header.encryption() != null)
              .isPresent();
      return inManifest
          ? new Verdict.Remove("is in the manifest of the backup, which is complete", List.of())
          : new Verdict.Keep("is not in the manifest of the backup");
    } catch (HoldfastException e) {
      if (e.code().category() != ErrorCategory.INTEGRITY) {
        throw e;
      }
      return new Verdict.Keep("may be the only one: the backup's manifest cannot be read");
    }
  }

  private interface Judgement<T> {
    void pass(Judge judge, T subject);
  }

  /// The operations are read only where there is something to judge, and after it was seen.
  private <T> void judged(
      InstanceId instance, List<T> subjects, Consumer<Upkeep> told, Judgement<T> judgement) {
    if (subjects.isEmpty()) {
      return;
    }
    List<Versioned<OperationRecord>> operations;
    try {
      operations = repository.records().operations(instance);
    } catch (HoldfastException e) {
      if (e.code().category() != ErrorCategory.INTEGRITY) {
        throw e;
      }
      // Whose record it is that cannot be read nobody knows: so nothing of this instance is judged.
      told.accept(new Upkeep.Failed(Layout.operations(instance), FailureInfo.of(e)));
      return;
    }
    Judge judge = new Judge(operations, clock.instant(), olderThan);
    subjects.forEach(subject -> judgement.pass(judge, subject));
  }

  private void act(String folder, Verdict verdict, Runnable removal, Consumer<Upkeep> told) {
    switch (verdict) {
      case Verdict.Keep(String reason) -> told.accept(new Upkeep.Kept(folder, reason));
      case Verdict.Remove remove -> remove(folder, remove, removal, told);
    }
  }

  private void remove(
      String folder, Verdict.Remove verdict, Runnable removal, Consumer<Upkeep> told) {
    Upkeep.Removed removed = measure(folder, verdict.reason());
    try {
      for (Versioned<OperationRecord> dead : verdict.dead()) {
        end(dead, told);
      }
      if (!dryRun) {
        removal.run();
      }
    } catch (HoldfastException e) {
      told.accept(
          e.code() == ErrorCode.RECORD_CHANGED
              ? new Upkeep.Kept(folder, "is needed: its operation's record changed just now")
              : new Upkeep.Failed(folder, FailureInfo.of(e)));
      return;
    }
    told.accept(removed);
  }

  private Upkeep.Removed measure(String folder, String reason) {
    try (Stream<ObjectInfo> objects = repository.store().list(folder, "")) {
      long[] sums = new long[2];
      objects.forEach(
          object -> {
            sums[0]++;
            sums[1] += object.length();
          });
      return new Upkeep.Removed(folder, sums[0], sums[1], reason);
    }
  }

  private void end(Versioned<OperationRecord> dead, Consumer<Upkeep> told) {
    OperationRecord operation = dead.value();
    if (!dryRun) {
      repository
          .catalogue()
          .replaceOperation(new Versioned<>(operation.ended(endOf(operation)), dead.version()));
    }
    String key = Layout.operation(operation.id());
    told.accept(new Upkeep.Ended(key, operation.id(), "never ended"));
  }

  /// How the operation ended in truth: a backup whose manifest is there was completed.
  private OperationEnd endOf(OperationRecord operation) {
    boolean completed =
        operation.intents().stream().anyMatch(intent -> completed(intent, operation.id()));
    return completed
        ? new OperationEnd(OperationOutcome.COMPLETED, clock.instant(), null)
        : new OperationEnd(
            OperationOutcome.FAILED,
            clock.instant(),
            new FailureInfo(
                ErrorCode.OPERATION_ABANDONED,
                "The operation never ended; maintenance removed what it had left.",
                "Ask for it again."));
  }

  private boolean completed(Intent intent, OperationId operation) {
    return switch (intent) {
      case Intent.WritePayload(var backup) ->
          repository
              .catalogue()
              .header(backup)
              .map(header -> header.operation().equals(operation))
              .orElse(false);
      case Intent.StopBalancer _ -> false;
      case Intent.HoldCursor _ -> false;
      case Intent.ReplaceFiles _ -> false;
    };
  }
}
