package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.Ending;
import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.Stand;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Gate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A restore of data files that was left behind, and the one way in which it is to end on all its
/// members: a set of which a part goes back and a part forward has two histories.
///
/// @param ending null while that cannot be known
/// @param conflict why it must not be ended without a person
record LeftRestore(OperationId operation, @Nullable Ending ending, @Nullable FailureInfo conflict) {
  static final String RULE = "files-left-behind";

  /// Those that `found` tells of.
  static List<LeftRestore> of(List<MemberReport> found) {
    return of(found, true);
  }

  /// @param doubting false takes a member that knows of nothing for one that was settled, as older
  ///   workflows do
  static List<LeftRestore> of(List<MemberReport> found, boolean doubting) {
    return found.stream()
        .map(MemberReport::leftover)
        .filter(Objects::nonNull)
        .distinct()
        .map(operation -> of(operation, found, doubting))
        .toList();
  }

  private static LeftRestore of(OperationId operation, List<MemberReport> found, boolean doubting) {
    if (found.stream().anyMatch(report -> report.dataFolder().isEmpty())) {
      return new LeftRestore(operation, null, null);
    }
    Set<Stand> stands = EnumSet.noneOf(Stand.class);
    boolean untraced = false;
    for (MemberReport report : found) {
      LastRestore last = report.last();
      if (last == null && report.leftover() != null) {
        return new LeftRestore(operation, Ending.PUT_BACK, outdated(operation, report));
      }
      if (last != null && knows(report, operation)) {
        stands.add(last.stand());
      } else {
        untraced = true;
      }
    }
    boolean settled = stands.contains(Stand.SETTLED) || stands.contains(Stand.SETTLING);
    boolean back = stands.contains(Stand.RETURNED) || stands.contains(Stand.RETURNING);
    if (settled && (back || stands.contains(Stand.OPEN))) {
      return new LeftRestore(operation, Ending.SETTLE, torn(operation, found));
    }
    if (settled) {
      return new LeftRestore(operation, Ending.SETTLE, null);
    }
    boolean open = back || stands.contains(Stand.OPEN);
    if (!open && untraced && doubting) {
      return new LeftRestore(operation, null, doubtful(operation, found));
    }
    boolean decided = !open && (untraced || !stands.contains(Stand.PLACED));
    return new LeftRestore(operation, decided ? Ending.SETTLE : Ending.PUT_BACK, null);
  }

  /// Everywhere else the new data runs, and one member has nothing of the restore: somebody has put
  /// its old data back and deleted the marker, or it has joined the set on the new data.
  private static FailureInfo doubtful(OperationId operation, List<MemberReport> found) {
    String unknown =
        found.stream()
            .filter(report -> !knows(report, operation))
            .map(report -> report.member().toString())
            .collect(Collectors.joining(", "));
    return new FailureInfo(
        ErrorCode.MEMBER_UNFIT,
        "%s was not ended, and %s has no trace of it: whether old data or new is there, nobody knows."
            .formatted(operation, unknown),
        "Choose by hand which data stands, and end it by hand on the others too"
            + " (docs/runbook/restore-stopped.md).");
  }

  private static boolean knows(MemberReport report, OperationId operation) {
    LastRestore last = report.last();
    return last != null && last.operation().equals(operation);
  }

  private static FailureInfo outdated(OperationId operation, MemberReport report) {
    return new FailureInfo(
        ErrorCode.MEMBER_UNFIT,
        "%s: its agent does not say how far %s came there.".formatted(report.member(), operation),
        "Run agents of the worker's version.");
  }

  private static FailureInfo torn(OperationId operation, List<MemberReport> found) {
    String where =
        found.stream()
            .filter(report -> report.last() != null)
            .map(report -> report.member() + " " + Objects.requireNonNull(report.last()).stand())
            .collect(Collectors.joining(", "));
    return new FailureInfo(
        ErrorCode.MEMBER_UNFIT,
        "%s ended in two ways: %s.".formatted(operation, where),
        "Choose by hand which data stands (docs/runbook/restore-stopped.md).");
  }

  /// For a plan.
  Gate gate() {
    return new Gate(RULE, conflict, conflict == null ? note() : null);
  }

  /// What will be done.
  String note() {
    return switch (ending) {
      case SETTLE ->
          "%s was decided: first its new data is made to stand on every member, and the old goes."
              .formatted(operation);
      case null ->
          "%s is ended first, on every member alike; how, is known once all agents answer."
              .formatted(operation);
      case PUT_BACK ->
          "%s was not decided: first its old data is put back on every member."
              .formatted(operation);
    };
  }
}
