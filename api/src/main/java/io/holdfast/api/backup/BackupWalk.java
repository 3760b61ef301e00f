package io.holdfast.api.backup;

import io.holdfast.api.message.BackupView;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.operation.OperationList;
import io.holdfast.api.paging.NewestFirst;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The walk through all backups, newest first, that reads no more of the repository than is asked
/// for: manifests' headers, and side by side with them the records of operations that may be
/// backups without one.
@Singleton
final class BackupWalk {
  /// How many are looked at side by side: what runs is asked of Temporal.
  private static final int WINDOW = 64;

  private final RepositoryAccess repository;
  private final OperationList operations;

  BackupWalk(RepositoryAccess repository, OperationList operations) {
    this.repository = repository;
    this.operations = operations;
  }

  private sealed interface Seen {
    Instant at();

    record Complete(BackupHeader header) implements Seen {
      @Override
      public Instant at() {
        return header.backup().startedAt();
      }
    }

    record Asked(OperationRecord record) implements Seen {
      @Override
      public Instant at() {
        return record.requestedAt();
      }
    }
  }

  /// The backups that match, of those that were started at `until` or before.
  Stream<BackupView> newestFirst(BackupFilter filter, Instant until) {
    Collection<InstanceId> instances = operations.instances(filter.instance());
    Instant newest = filter.to() != null && filter.to().isBefore(until) ? filter.to() : until;
    // Records are listed and read first: a backup that completes meanwhile is seen by its manifest.
    Stream<Seen> asked = asked(filter, instances, newest);
    Stream<Seen> complete = complete(filter, instances, newest);
    Instant oldest = filter.from() == null ? Instant.MIN : filter.from();
    Set<OperationId> shown = new HashSet<>();
    return NewestFirst.of(asked, complete, Seen::at)
        .takeWhile(seen -> !seen.at().isBefore(oldest))
        .gather(Gatherers.windowFixed(WINDOW))
        .flatMap(window -> views(window).stream())
        .filter(filter::matches)
        .filter(view -> shown.add(view.operation()));
  }

  private Stream<Seen> asked(
      BackupFilter filter, Collection<InstanceId> instances, Instant newest) {
    return filter.state() == BackupState.COMPLETED
        ? Stream.empty()
        : repository.catalogue().newestOperations(instances, newest).map(Seen.Asked::new);
  }

  private Stream<Seen> complete(
      BackupFilter filter, Collection<InstanceId> instances, Instant newest) {
    return filter.state() == null || filter.state() == BackupState.COMPLETED
        ? repository.catalogue().newestBackups(instances, newest).map(Seen.Complete::new)
        : Stream.empty();
  }

  private List<BackupView> views(List<Seen> window) {
    List<OperationRecord> candidates = new ArrayList<>();
    for (Seen seen : window) {
      if (seen instanceof Seen.Asked(var record) && mayBeUnfinished(record)) {
        candidates.add(record);
      }
    }
    Map<OperationId, BackupView> unfinished = new HashMap<>();
    unfinished(candidates).forEach(view -> unfinished.put(view.operation(), view));
    return window.stream()
        .flatMap(
            seen ->
                switch (seen) {
                  case Seen.Complete(var header) -> Stream.of(BackupView.of(header));
                  case Seen.Asked(var record) -> Stream.ofNullable(unfinished.get(record.id()));
                })
        .toList();
  }

  /// The newest backup of that name without a manifest.
  Optional<BackupView> unfinished(InstanceId instance, BackupName name) {
    try (Stream<OperationRecord> records =
        repository.catalogue().newestOperations(List.of(instance), Instant.MAX)) {
      return records
          .filter(record -> request(record).filter(it -> it.name().equals(name)).isPresent())
          .filter(BackupWalk::mayBeUnfinished)
          .flatMap(record -> unfinished(List.of(record)).stream())
          .findFirst();
    }
  }

  private static Optional<BackupRequest> request(OperationRecord record) {
    return record.request() instanceof OperationRequest.Backup(var request)
        ? Optional.of(request)
        : Optional.empty();
  }

  /// A completed record without a manifest is that of a backup that was deleted since; a refused
  /// one is of a backup that never was.
  private static boolean mayBeUnfinished(OperationRecord record) {
    var end = record.end();
    boolean cameToNothing =
        end == null
            || end.outcome() == OperationOutcome.FAILED
            || end.outcome() == OperationOutcome.CANCELLED;
    return cameToNothing && request(record).isPresent();
  }

  /// Those of the records that have no manifest, as they are now.
  private List<BackupView> unfinished(List<OperationRecord> records) {
    List<Future<Boolean>> complete = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      records.forEach(record -> complete.add(threads.submit(() -> isComplete(record))));
    }
    List<OperationRecord> open = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (!answer(complete.get(i))) {
        open.add(records.get(i));
      }
    }
    List<OperationView> views = operations.look(open);
    return IntStream.range(0, open.size())
        .mapToObj(i -> unfinished(request(open.get(i)).orElseThrow(), views.get(i)))
        .toList();
  }

  private static boolean answer(Future<Boolean> asked) {
    if (asked.state() == Future.State.FAILED
        && asked.exceptionNow() instanceof RuntimeException known) {
      throw known;
    }
    return asked.resultNow();
  }

  private boolean isComplete(OperationRecord record) {
    return record.intents().stream()
        .anyMatch(
            intent ->
                switch (intent) {
                  case Intent.WritePayload(var backup) ->
                      repository
                          .catalogue()
                          .header(backup)
                          .filter(header -> header.operation().equals(record.id()))
                          .isPresent();
                  case Intent.StopBalancer _ -> false;
                  case Intent.HoldCursor _ -> false;
                  case Intent.ReplaceFiles _ -> false;
                });
  }

  static BackupView unfinished(BackupRequest request, OperationView operation) {
    return BackupView.of(request, operation, state(operation));
  }

  /// An operation has states that a backup has not: such a backup runs, or has failed.
  private static BackupState state(OperationView operation) {
    return Arrays.stream(BackupState.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(operation.state()))
        .findFirst()
        .orElse(operation.running() ? BackupState.RUNNING : BackupState.FAILED);
  }
}
