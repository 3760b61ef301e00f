package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.filerestore.MemberCopy;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What must hold on every member before the first of them is touched.
final class FilePreflight {
  private final FileRestorePlan plan;
  private final Narration narration;
  private final Agents agents;
  private List<MemberCopy> places = List.of();
  private boolean fetched;

  FilePreflight(RestoreRequest request, FileRestorePlan plan, Narration narration) {
    this.plan = plan;
    this.narration = narration;
    this.agents = agents(request, plan);
  }

  /// The agents of the members that `plan` would restore.
  static Agents agents(RestoreRequest request, FileRestorePlan plan) {
    FileOptions options = request.files();
    return new Agents(
        plan.members().stream()
            .map(
                member ->
                    new MemberTask(
                        request.operation(),
                        plan.plan().backup(),
                        member,
                        plan.sourceSet(),
                        plan.configuration(),
                        options != null && options.keepOld()))
            .toList());
  }

  /// Passes when every gate is open and no agent refuses; what an earlier restore left is cleaned
  /// up first. Nothing of this restore's own is begun.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException the first refusal
  Agents pass() {
    for (Gate gate : plan.plan().gates()) {
      require(gate.refusal());
    }
    List<MemberReport> found = agents.look();
    if (resolve(found)) {
      found = agents.look();
    }
    found.forEach(report -> require(report.refusal()));
    places =
        found.stream().map(report -> new MemberCopy(report.member(), report.copyTo())).toList();
    fetched = found.stream().allMatch(report -> Boolean.TRUE.equals(report.fetches()));
    narration.fact(
        "Brings back %s as of %s, onto %d members."
            .formatted(plan.plan().backup(), plan.plan().pointInTime().instant(), found.size()));
    return agents;
  }

  /// Where the files are to be put.
  List<MemberCopy> places() {
    return places;
  }

  /// Whether the agents fetch the files, and nobody need put them there.
  boolean isFetched() {
    return fetched;
  }

  /// Whoever holds the instance's lock knows that no other restore of it is alive.
  private boolean resolve(List<MemberReport> found) {
    List<OperationId> left =
        found.stream().map(MemberReport::leftover).filter(Objects::nonNull).distinct().toList();
    for (OperationId operation : left) {
      narration.stage("Cleaning up after " + operation);
      var _ =
          agents.all(
              (agent, member) -> {
                agent.resolve(member.of(operation));
                return true;
              });
    }
    return !left.isEmpty();
  }

  private static void require(@Nullable FailureInfo refusal) {
    if (refusal != null) {
      throw refusal.toException();
    }
  }
}
