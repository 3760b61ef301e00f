package io.holdfast.api.operation;

import io.holdfast.api.message.ActivityView;
import io.holdfast.api.message.ActivityView.ProgressView;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.api.temporal.Runs;
import io.holdfast.api.temporal.Sighting;
import io.holdfast.api.temporal.TemporalLinks;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at operations: at the record first, and while that has no end, at the run.
@Singleton
public final class OperationWatch {
  static final String STARTING = "starting";
  static final String ABANDONED = "abandoned";
  static final String UNKNOWN = "unknown";

  // Between the record and the first step of the workflow lie a start and a task: seconds.
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final RepositoryAccess repository;
  private final Runs runs;
  private final TemporalLinks links;
  private final InstantSource clock;
  private final Glances<OperationId, OperationView> glances;

  OperationWatch(RepositoryAccess repository, Runs runs, TemporalLinks links, InstantSource clock) {
    this.repository = repository;
    this.runs = runs;
    this.links = links;
    this.clock = clock;
    this.glances = new Glances<>(this::lookAgain, clock);
  }

  /// The operation as it is now, or was a second ago: however many watch it, Temporal is asked once
  /// a second.
  ///
  /// @throws HoldfastException OPERATION_NOT_FOUND
  public OperationView look(OperationId id) {
    return glances.at(id);
  }

  /// What `look` says of an operation whose record was just read.
  public OperationView look(OperationRecord record) {
    return record.isOver()
        ? OperationView.ended(record, links.of(record.id().instance(), record.runId()))
        : look(record.id());
  }

  /// Makes the next look a fresh one: something was changed just now.
  public void forget(OperationId id) {
    glances.forget(id);
  }

  /// The operation's record.
  ///
  /// @throws HoldfastException OPERATION_NOT_FOUND
  public OperationRecord record(OperationId id) {
    return repository
        .catalogue()
        .operation(id)
        .map(Versioned::value)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.OPERATION_NOT_FOUND,
                    "There is no operation %s.".formatted(id),
                    "An id has the form INSTANCE.ULID; 'holdfast status' shows what runs."));
  }

  private OperationView lookAgain(OperationId id) {
    OperationRecord record = record(id);
    if (record.isOver()) {
      return look(record);
    }
    String run = record.runId();
    if (run == null) {
      return isStarting(record) ? unseen(record, STARTING, null, List.of()) : given(record);
    }
    return switch (runs.look(id, run)) {
      case Sighting.Running(var status, var work) ->
          status == null
              ? unseen(record, UNKNOWN, "No worker answers for it.", work)
              : seen(record, status, work);
      case Sighting.Unknown() -> unseen(record, UNKNOWN, "Temporal does not answer.", List.of());
      case Sighting.Gone() -> gone(id);
    };
  }

  /// The run is over: either the record has its end by now, or nobody wrote it one.
  private OperationView gone(OperationId id) {
    OperationRecord record = record(id);
    return record.isOver() ? look(record) : given(record);
  }

  private boolean isStarting(OperationRecord record) {
    if (record.requestedAt().plus(START_LIMIT).isAfter(clock.instant())) {
      return true;
    }
    try {
      return runs.lockedBy(record.id()).isPresent();
    } catch (HoldfastException e) {
      return true; // Temporal is away: nothing is known
    }
  }

  private OperationView seen(
      OperationRecord record, OperationStatus status, List<Sighting.Work> work) {
    return OperationView.of(
        record,
        status.state(),
        true,
        status.decided(),
        status.stage(),
        status.detail(),
        activities(work),
        null,
        link(record));
  }

  private OperationView unseen(
      OperationRecord record, String state, @Nullable String detail, List<Sighting.Work> work) {
    return OperationView.of(
        record, state, true, null, null, detail, activities(work), null, link(record));
  }

  private OperationView given(OperationRecord record) {
    FailureInfo why =
        new FailureInfo(
            ErrorCode.OPERATION_ABANDONED,
            "The workflow of %s ended without clean-up, or never began.".formatted(record.id()),
            isOfFiles(record)
                ? "Its members may be down: the next restore of files into the instance ends it first,"
                    + " alike on all; its plan says how."
                : "The instance's next operation cleans up after it.");
    return OperationView.of(
        record, ABANDONED, false, null, null, null, List.of(), why, link(record));
  }

  private static boolean isOfFiles(OperationRecord record) {
    return record.request() instanceof OperationRequest.Restore(var restore)
        && restore.files() != null;
  }

  private @Nullable String link(OperationRecord record) {
    return links.of(record.id().instance(), record.runId());
  }

  private static List<ActivityView> activities(List<Sighting.Work> work) {
    return work.stream().map(OperationWatch::activity).toList();
  }

  private static ActivityView activity(Sighting.Work work) {
    return new ActivityView(
        work.name(),
        work.attempt(),
        work.lastFailure(),
        work.progress() == null ? null : ProgressView.of(work.progress()));
  }
}
