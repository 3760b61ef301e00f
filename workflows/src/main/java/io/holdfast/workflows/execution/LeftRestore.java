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
/// @param ending null while not every member can be asked
/// @param conflict why it must not be ended without a person
record LeftRestore(OperationId operation, @Nullable Ending ending, @Nullable FailureInfo conflict) {
  static final String RULE = "files-left-behind";

  /// Those that `found` tells of.
  static List<LeftRestore> of(List<MemberReport> found) {
    return found.stream()
        .map(MemberReport::leftover)
        .filter(Objects::nonNull)
        .distinct()
        .map(operation -> of(operation, found))
        .toList();
  }

  private static LeftRestore of(OperationId operation, List<MemberReport> found) {
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
      if (last != null && last.operation().equals(operation)) {
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
    Ending ending = settled || isDecided(stands, back, untraced) ? Ending.SETTLE : Ending.PUT_BACK;
    return new LeftRestore(operation, ending, null);
  }

  /// Every member that knows of the restore has proven data. One that knows of none has been
  /// settled by an agent that kept no trace, or has joined the set on the new data.
  private static boolean isDecided(Set<Stand> stands, boolean back, boolean untraced) {
    return !back && !stands.contains(Stand.OPEN) && (untraced || !stands.contains(Stand.PLACED));
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
