package io.holdfast.activities.repository.maintain;

import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides whether anybody may still need a folder, from the records of an instance's operations.
///
/// It must be given records that were read *after* the folder was seen: an operation writes its
/// intent before its first object, so whoever writes to a folder that was seen is among them.
///
/// @param now by the clock of this machine, which may differ from the workers' by minutes
/// @param olderThan how old a folder without any record must be
record Judge(List<Versioned<OperationRecord>> operations, Instant now, Duration olderThan) {
  /// An operation may run for days, or wait for a person. Nobody may shorten this.
  static final Duration LONGEST_OPERATION = Duration.ofDays(7);

  /// Another backup of the same name can still get the same folder: its name has seconds.
  private static final Duration YOUNG = Duration.ofMinutes(10);

  /// On a backup's folder that holds no manifest.
  Verdict of(BackupRef backup) {
    Intent intent = new Intent.WritePayload(backup);
    List<Versioned<OperationRecord>> owners =
        operations.stream().filter(it -> it.value().intents().contains(intent)).toList();
    if (backup.startedAt().isAfter(now.minus(YOUNG))) {
      return new Verdict.Keep("is younger than %d minutes".formatted(YOUNG.toMinutes()));
    }
    if (owners.isEmpty()) {
      return ofNobody(Optional.of(backup.startedAt()));
    }
    return owners.stream()
        .filter(owner -> outcome(owner) == OperationOutcome.COMPLETED)
        .findFirst()
        .map(Judge::lostManifest)
        .orElseGet(() -> ofOwners(owners));
  }

  /// On the working lists of an operation.
  Verdict of(OperationId operation) {
    return operations.stream()
        .filter(it -> it.value().id().equals(operation))
        .findFirst()
        .map(owner -> ofOwners(List.of(owner)))
        .orElseGet(() -> ofNobody(operation.askedAt()));
  }

  private Verdict ofOwners(List<Versioned<OperationRecord>> owners) {
    List<Versioned<OperationRecord>> open =
        owners.stream().filter(owner -> !owner.value().isOver()).toList();
    Optional<Versioned<OperationRecord>> alive =
        open.stream().filter(owner -> !isDead(owner.value())).findFirst();
    if (alive.isPresent()) {
      return new Verdict.Keep("is needed by %s, which has not ended".formatted(id(alive.get())));
    }
    Versioned<OperationRecord> last = owners.getLast();
    return new Verdict.Remove(
        open.isEmpty()
            ? "was left by %s, which ended as %s".formatted(id(last), name(outcome(last)))
            : "was left by %s, which never ended".formatted(id(open.getFirst())),
        open);
  }

  private Verdict ofNobody(Optional<Instant> madeAt) {
    boolean old = madeAt.isPresent() && madeAt.get().isBefore(now.minus(olderThan));
    return old
        ? new Verdict.Remove("belongs to no operation that is on record", List.of())
        : new Verdict.Keep("belongs to no operation that is on record, but is not old enough");
  }

  /// What an operation completed is a backup. Where its manifest is gone somebody lost it, and with
  /// it brought back the payload is whole again.
  private static Verdict lostManifest(Versioned<OperationRecord> owner) {
    return new Verdict.Keep(
        "was completed by %s, so its manifest was lost: bring it back from a copy"
            .formatted(id(owner)));
  }

  private boolean isDead(OperationRecord operation) {
    Duration limit = olderThan.compareTo(LONGEST_OPERATION) > 0 ? olderThan : LONGEST_OPERATION;
    // What stopped a balancer is needed until the instance's next operation has started it.
    boolean holds = operation.intents().stream().anyMatch(Intent.StopBalancer.class::isInstance);
    return !holds && operation.requestedAt().isBefore(now.minus(limit));
  }

  private static OperationId id(Versioned<OperationRecord> owner) {
    return owner.value().id();
  }

  private static String name(@Nullable OperationOutcome outcome) {
    return String.valueOf(outcome).toLowerCase(Locale.ROOT);
  }

  private static @Nullable OperationOutcome outcome(Versioned<OperationRecord> owner) {
    OperationEnd end = owner.value().end();
    return end == null ? null : end.outcome();
  }
}
