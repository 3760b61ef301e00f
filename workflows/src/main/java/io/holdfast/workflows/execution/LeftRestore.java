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
import java.util.function.Predicate;
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
    return of(found, false);
  }

  /// The same as older workflows took them: what a member without a trace leaves open, an agent
  /// that keeps none has settled.
  static List<LeftRestore> guessing(List<MemberReport> found) {
    return of(found, true);
  }

  private static List<LeftRestore> of(List<MemberReport> found, boolean guesses) {
    return found.stream()
        .map(MemberReport::leftover)
        .filter(Objects::nonNull)
        .distinct()
        .map(operation -> of(operation, found, guesses))
        .toList();
  }

  private static LeftRestore of(OperationId operation, List<MemberReport> found, boolean guesses) {
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
    boolean onward = !back && !stands.contains(Stand.OPEN);
    boolean placed = stands.contains(Stand.PLACED);
    Ending ending = settled || (onward && (untraced || !placed)) ? Ending.SETTLE : Ending.PUT_BACK;
    boolean untold = !settled && onward && untraced && !guesses;
    return new LeftRestore(operation, ending, untold ? untold(operation, found) : null);
  }

  private static FailureInfo outdated(OperationId operation, MemberReport report) {
    return new FailureInfo(
        ErrorCode.MEMBER_UNFIT,
        "%s: its agent does not say how far %s came there.".formatted(report.member(), operation),
        "Run agents of the worker's version.");
  }

  /// Agents that keep no trace leave none where the old data was let go, and none where it was put
  /// back; those who do may have lost their folder; a person who puts old data back by hand deletes
  /// the trace. Only a person can see which data is there.
  private static FailureInfo untold(OperationId operation, List<MemberReport> found) {
    return new FailureInfo(
        ErrorCode.MEMBER_UNFIT,
        "Nobody can tell how %s is to end: %s has no trace of it, while the new data is in place and"
                .formatted(operation, names(found, report -> !knows(report, operation)))
            + " the old aside on %s.".formatted(names(found, report -> knows(report, operation))),
        "See which data the former have, and do the same by hand on the latter: to have the new"
            + " stand, move .holdfast/old out of the data folder and delete .holdfast; to go back, do"
            + " what docs/runbook/restore-stopped.md says of PLACED.");
  }

  private static boolean knows(MemberReport report, OperationId operation) {
    LastRestore last = report.last();
    return last != null && last.operation().equals(operation);
  }

  private static String names(List<MemberReport> found, Predicate<MemberReport> which) {
    return found.stream()
        .filter(which)
        .map(report -> report.member().toString())
        .collect(Collectors.joining(", "));
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
