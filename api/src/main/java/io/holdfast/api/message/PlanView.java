package io.holdfast.api.message;

import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlannedNamespace;
import io.holdfast.workflows.restore.PlannedSharding;
import io.holdfast.workflows.restore.PlannedUsers;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.ShardByShard;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a restore would do, worked out without changing anything.
@Schema(description = "What a restore would do, worked out without changing anything.")
public record PlanView(
    @Schema(description = "Whether every gate is open.") boolean allowed,
    @Schema(example = "shop") InstanceId source,
    @Schema(example = "before-upgrade") BackupName backup,
    @Schema(example = "clone") InstanceId target,
    PointInTimeView pointInTime,
    @Schema(description = "What the target runs.") ServerVersion targetServer,
    @Schema(description = "Views are not among them.", example = "12") int collections,
    @Schema(example = "33000") long documents,
    @Schema(example = "18432000") long plainBytes,
    @Schema(
            description =
                "What of the target would be dropped, at most 100 names: databases, or single"
                    + " collections and views where a part of the backup is restored.")
        List<String> drops,
    List<GateView> gates,
    @Schema(description = "Every collection and view that would be restored, at most 2000.")
        List<PlannedNamespace> namespaces,
    @Schema(description = "How many more than those would be restored.", example = "0")
        int unlisted,
    @Schema(description = "How many views would be restored.", example = "2") int views,
    @Schema(description = "What becomes of users and roles.") @Nullable PlannedUsers users,
    @Schema(description = "How what is in the way would be replaced.")
        @Nullable Replacement replacement,
    @Schema(description = "Of data files: the members they would be restored onto.")
        @Nullable List<MemberView> members,
    @Schema(
            description =
                "'none' where what would be restored is not of one time: then the point in time is"
                    + " when its reading ended.")
        @Nullable Consistency consistency,
    @Schema(description = "Of a sharded cluster: its shards, zones, and what is not restored.")
        @Nullable PlannedSharding sharding,
    @Schema(
            description =
                "How documents would be written past the routers of a sharded cluster, shard by shard.")
        @Nullable ShardByShard shardByShard) {

  public PlanView {
    drops = List.copyOf(drops);
    gates = List.copyOf(gates);
    namespaces = List.copyOf(namespaces);
    members = members == null ? null : List.copyOf(members);
  }

  /// One condition of a restore, and whether it holds.
  @Schema(name = "GateView", description = "One condition of the restore.")
  public record GateView(
      @Schema(description = "The rule's name, as in docs/rules.md.", example = "target-is-empty")
          String name,
      boolean open,
      @Schema(description = "Why it does not hold.") @Nullable FailureInfo refusal,
      @Schema(description = "What somebody has to see to although it holds.")
          @Nullable String note) {

    static GateView of(Gate gate) {
      return new GateView(gate.name(), gate.open(), gate.refusal(), gate.note());
    }

    static GateView of(MemberReport member) {
      return new GateView(
          "member " + member.member(), member.refusal() == null, member.refusal(), null);
    }
  }

  /// A member that data files would be restored onto, as its agent found it.
  @Schema(name = "MemberView", description = "A member that data files are restored onto.")
  public record MemberView(
      @Schema(example = "rs0/db1.example:27017") String member,
      @Schema(description = "Empty where no agent answered.", example = "/var/lib/mongodb")
          String dataFolder,
      long freeBytes,
      @Schema(description = "What the backup's files take, as far as is known.") long neededBytes,
      @Schema(description = "The version that opens the files.", example = "4.4.6-8") String server,
      @Schema(description = "Whether the server runs now.") boolean running,
      @Schema(description = "An earlier restore that is cleaned up first.")
          @Nullable OperationId leftover) {

    static MemberView of(MemberReport report) {
      return new MemberView(
          report.member().toString(),
          report.dataFolder(),
          report.freeBytes(),
          report.neededBytes(),
          report.server(),
          report.running(),
          report.leftover());
    }
  }

  /// What is shown of `plan`, for a restore into `target`.
  public static PlanView of(RestorePlan plan, InstanceId target) {
    return new PlanView(
        plan.allowed(),
        plan.backup().instance(),
        plan.backup().name(),
        target,
        PointInTimeView.of(plan.pointInTime()),
        plan.target(),
        plan.collections(),
        plan.documents(),
        plan.plainBytes(),
        plan.drops(),
        gates(plan),
        Objects.requireNonNullElse(plan.namespaces(), List.of()),
        Objects.requireNonNullElse(plan.unlisted(), 0),
        Objects.requireNonNullElse(plan.views(), 0),
        plan.users(),
        plan.replacement(),
        plan.members() == null ? null : plan.members().stream().map(MemberView::of).toList(),
        plan.consistency(),
        plan.sharding(),
        plan.shardByShard());
  }

  /// What an agent finds is a condition like any other.
  private static List<GateView> gates(RestorePlan plan) {
    List<MemberReport> members = Objects.requireNonNullElse(plan.members(), List.of());
    return Stream.concat(
            plan.gates().stream().map(GateView::of), members.stream().map(GateView::of))
        .toList();
  }
}
