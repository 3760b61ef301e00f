package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a restore would do, worked out without changing anything.
///
/// @param pointInTime the instant that is brought back
/// @param collections how many would be brought back, views aside
/// @param drops databases of the target that would be dropped, at most 100 names
/// @param gates every gate with its verdict
/// @param namespaces what would be brought back, the first [#MOST_NAMESPACES]; null in the short
///   form, which a restore itself makes
/// @param unlisted how many more there are; null in the short form
/// @param views how many views would be brought back; null in the short form
/// @param users what becomes of users and roles; null in the short form
/// @param replacement how what is in the way would be replaced; null in the short form
/// @param members what each member's agent found; null unless data files would be brought back
/// @param sharding what becomes of what a cluster has beside its data; null in the short form, and
///   for a backup of one replica set
/// @param consistency NONE where what is brought back is not of one time; null where it is
/// @param shardByShard how documents would get past the routers; null where they would not
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestorePlan(
    BackupRef backup,
    PointInTime pointInTime,
    ServerVersion target,
    int collections,
    long documents,
    long plainBytes,
    List<String> drops,
    List<Gate> gates,
    @Nullable List<PlannedNamespace> namespaces,
    @Nullable Integer unlisted,
    @Nullable Integer views,
    @Nullable PlannedUsers users,
    @Nullable Replacement replacement,
    @Nullable List<MemberReport> members,
    @Nullable Consistency consistency,
    @Nullable PlannedSharding sharding,
    @Nullable ShardByShard shardByShard)
    implements RestorePlanBuilder.With {
  /// A plan is passed through Temporal, which takes two megabytes at most.
  public static final int MOST_NAMESPACES = 2_000;

  public RestorePlan {
    drops = List.copyOf(drops);
    gates = List.copyOf(gates);
    namespaces = namespaces == null ? null : List.copyOf(namespaces);
    members = members == null ? null : List.copyOf(members);
  }

  /// The short form.
  public RestorePlan(
      BackupRef backup,
      PointInTime pointInTime,
      ServerVersion target,
      int collections,
      long documents,
      long plainBytes,
      List<String> drops,
      List<Gate> gates) {
    this(
        backup,
        pointInTime,
        target,
        collections,
        documents,
        plainBytes,
        drops,
        gates,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// The same plan with everything that would be brought back.
  ///
  /// @param beside null for a backup of one replica set
  public RestorePlan listing(
      List<PlannedNamespace> all,
      PlannedUsers authorization,
      Replacement how,
      @Nullable PlannedSharding beside) {
    int listed = Math.min(MOST_NAMESPACES, all.size());
    long found = all.stream().filter(planned -> planned.kind() == CollectionKind.VIEW).count();
    return with()
        .namespaces(all.subList(0, listed))
        .unlisted(all.size() - listed)
        .views(Math.toIntExact(found))
        .users(authorization)
        .replacement(how)
        .sharding(beside)
        .build();
  }

  /// Whether every gate is open.
  public boolean allowed() {
    return gates.stream().allMatch(Gate::open)
        && (members == null || members.stream().allMatch(member -> member.refusal() == null));
  }
}
