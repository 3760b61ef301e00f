package io.holdfast.workflows.filerestore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.restore.RestorePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose files would take whose place, as far as that can be told without an agent.
///
/// @param plan backup, target and gates
/// @param members every server that is restored
/// @param sourceSet the backup's replica set; empty for a standalone and for a cluster
/// @param deployment by which the target is known, as
///   [io.holdfast.workflows.instance.Topology#deployment] has it; null where it has none
/// @param configuration the replica set's configuration as it is to be afterwards, as Extended
///   JSON; null for a standalone and for a cluster
/// @param cluster what is restored of a sharded cluster; null for anything else
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileRestorePlan(
    RestorePlan plan,
    List<MemberId> members,
    String sourceSet,
    @Nullable String deployment,
    @Nullable String configuration,
    @Nullable ClusterPlan cluster) {
  public FileRestorePlan {
    members = List.copyOf(members);
  }

  /// Of anything but a cluster.
  public FileRestorePlan(
      RestorePlan plan,
      List<MemberId> members,
      String sourceSet,
      @Nullable String deployment,
      @Nullable String configuration) {
    this(plan, members, sourceSet, deployment, configuration, null);
  }

  /// Every replica set that is restored, a cluster's config servers last; the one set or standalone
  /// of anything else.
  @JsonIgnore
  public List<SetPlan> sets() {
    return cluster == null
        ? List.of(new SetPlan(sourceSet, null, members, configuration))
        : cluster.sets();
  }
}
