package io.holdfast.cli.rest;

import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A restore, as the API shows it.
///
/// @param failedIn the state it failed in
/// @param proof the comparison of the target with the manifest
public record RestoreView(
    OperationId id,
    InstanceId source,
    BackupName backup,
    InstanceId target,
    String state,
    String label,
    @Nullable String failedIn,
    String users,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Proof proof,
    @Nullable Failure failure) {

  /// What a restore would do.
  ///
  /// @param drops databases of the target that would be dropped
  public record Plan(
      boolean allowed,
      InstanceId source,
      BackupName backup,
      InstanceId target,
      BackupView.PointInTimeView pointInTime,
      ServerVersion targetServer,
      int collections,
      long documents,
      long plainBytes,
      List<String> drops,
      List<Gate> gates) {

    /// The conditions that do not hold.
    public List<Gate> closed() {
      return gates.stream().filter(gate -> !gate.open()).toList();
    }
  }

  /// One condition of a restore.
  public record Gate(String name, boolean open, @Nullable Failure refusal) {}
}
