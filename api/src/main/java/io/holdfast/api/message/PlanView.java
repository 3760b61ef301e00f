package io.holdfast.api.message;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlannedNamespace;
import io.holdfast.workflows.restore.PlannedUsers;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestorePlan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
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
    @Schema(
            description =
                "'none' where what would be restored is not of one time: then the point in time is"
                    + " when its reading ended.")
        @Nullable Consistency consistency) {

  public PlanView {
    drops = List.copyOf(drops);
    gates = List.copyOf(gates);
    namespaces = List.copyOf(namespaces);
  }

  /// One condition of a restore, and whether it holds.
  @Schema(name = "GateView", description = "One condition of the restore.")
  public record GateView(
      @Schema(description = "The rule's name, as in docs/rules.md.", example = "target-is-empty")
          String name,
      boolean open,
      @Schema(description = "Why it does not hold.") @Nullable FailureInfo refusal) {

    static GateView of(Gate gate) {
      return new GateView(gate.name(), gate.open(), gate.refusal());
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
        plan.gates().stream().map(GateView::of).toList(),
        Objects.requireNonNullElse(plan.namespaces(), List.of()),
        Objects.requireNonNullElse(plan.unlisted(), 0),
        Objects.requireNonNullElse(plan.views(), 0),
        plan.users(),
        plan.replacement(),
        plan.consistency());
  }
}
