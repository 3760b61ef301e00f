package io.holdfast.workflows.restore;

import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;

/// What a restore would do, worked out without changing anything.
///
/// @param pointInTime the instant that is brought back
/// @param drops databases of the target that would be dropped, at most 100 names
/// @param gates every gate with its verdict
public record RestorePlan(
    BackupRef backup,
    PointInTime pointInTime,
    ServerVersion target,
    int collections,
    long documents,
    long plainBytes,
    List<String> drops,
    List<Gate> gates) {
  public RestorePlan {
    drops = List.copyOf(drops);
    gates = List.copyOf(gates);
  }

  /// Whether every gate is open.
  public boolean allowed() {
    return gates.stream().allMatch(Gate::open);
  }
}
