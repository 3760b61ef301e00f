package io.holdfast.api.message;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestorePlan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
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
    @Schema(example = "12") int collections,
    @Schema(example = "33000") long documents,
    @Schema(example = "18432000") long plainBytes,
    @Schema(description = "Databases of the target that would be dropped, at most 100 names.")
        List<String> drops,
    List<GateView> gates) {

  public PlanView {
    drops = List.copyOf(drops);
    gates = List.copyOf(gates);
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
        plan.gates().stream().map(GateView::of).toList());
  }
}
