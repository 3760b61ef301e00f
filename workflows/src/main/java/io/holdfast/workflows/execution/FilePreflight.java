package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.ClusterPart;
import io.holdfast.workflows.agent.ClusterPart.ShardPlace;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.filerestore.ClusterPlan;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.filerestore.MemberCopy;
import io.holdfast.workflows.filerestore.SetPlan;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestoreRequest;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What must hold on every member before the first of them is touched.
final class FilePreflight {
  /// Since this change the end of what an earlier restore left is decided for all members at once.
  private static final String DECIDING = "end-left-restores-alike";

  /// The version of it from which on nothing is ended of which nobody can tell how.
  private static final int NEVER_GUESSING = 2;

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
    return new Agents(
        plan.sets().stream()
            .flatMap(set -> set.members().stream().map(member -> task(request, plan, set, member)))
            .toList());
  }

  private static MemberTask task(
      RestoreRequest request, FileRestorePlan plan, SetPlan set, MemberId member) {
    FileOptions options = request.files();
    return new MemberTask(
        request.operation(),
        plan.plan().backup(),
        member,
        set.sourceSet(),
        set.configuration(),
        options != null && options.keepOld(),
        part(plan, set),
        null,
        options == null ? null : options.uncounted(),
        null,
        null);
  }

  private static @Nullable ClusterPart part(FileRestorePlan plan, SetPlan set) {
    ClusterPlan cluster = plan.cluster();
    SetRole role = set.role();
    if (cluster == null || role == null) {
      return null;
    }
    List<ShardPlace> shards =
        cluster.sets().stream()
            .filter(one -> one.role() == SetRole.SHARD)
            .map(one -> new ShardPlace(one.sourceSet(), one.address()))
            .toList();
    return new ClusterPart(role, cluster.sets().getLast().address(), shards, cluster.balancing());
  }

  /// Passes when every gate is open and no agent refuses; what an earlier restore left is cleaned
  /// up first. Nothing of this restore's own is begun.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException the first refusal
  Agents pass() {
    for (Gate gate : plan.plan().gates()) {
      require(gate.refusal());
      if (gate.note() != null) {
        narration.fact(gate.note());
      }
    }
    List<MemberReport> found = agents.look();
    found.stream().filter(FilePreflight::isForeign).forEach(report -> require(report.refusal()));
    if (isDecidedForAll() ? resolveAlike(found) : resolve(found)) {
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

  /// What is about to be done to the servers.
  Intent intent() {
    List<String> configurations =
        plan.sets().stream().map(SetPlan::configuration).filter(Objects::nonNull).toList();
    TopologyKind alone =
        configurations.isEmpty() ? TopologyKind.STANDALONE : TopologyKind.REPLICA_SET;
    ClusterPlan cluster = plan.cluster();
    return new Intent.ReplaceFiles(
        cluster == null ? alone : TopologyKind.SHARDED_CLUSTER,
        configurations,
        plan.members(),
        cluster == null ? List.of() : cluster.routers(),
        cluster == null ? null : cluster.balancing());
  }

  /// Where the files are to be put.
  List<MemberCopy> places() {
    return places;
  }

  /// Whether the agents fetch the files, and nobody need put them there.
  boolean isFetched() {
    return fetched;
  }

  /// Not even what an earlier restore left is ended by an agent of another version.
  private static boolean isForeign(MemberReport report) {
    FailureInfo refusal = report.refusal();
    return refusal != null && refusal.code() == ErrorCode.AGENT_VERSION;
  }

  private static boolean isDecidedForAll() {
    return decidingVersion() != Workflow.DEFAULT_VERSION;
  }

  private static int decidingVersion() {
    return Workflow.getVersion(DECIDING, Workflow.DEFAULT_VERSION, NEVER_GUESSING);
  }

  /// Once all agents are there, since a clean-up that waits for one leaves the set torn meanwhile.
  private boolean resolveAlike(List<MemberReport> found) {
    List<LeftRestore> left =
        decidingVersion() < NEVER_GUESSING ? LeftRestore.guessing(found) : LeftRestore.of(found);
    if (left.isEmpty()) {
      return false;
    }
    found.stream().filter(report -> report.leftover() == null).forEach(r -> require(r.refusal()));
    left.forEach(one -> require(one.conflict()));
    for (LeftRestore one : left) {
      narration.stage("Cleaning up after " + one.operation());
      narration.fact(one.note());
      var _ =
          agents.all(
              (agent, member) -> {
                agent.resolve(member.withOperation(one.operation()).withEnding(one.ending()));
                return true;
              });
    }
    return true;
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
                agent.resolve(member.withOperation(operation));
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
