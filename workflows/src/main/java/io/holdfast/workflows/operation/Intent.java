package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;

/// Something an operation is about to do that must be undone if it cannot end by itself. Written
/// into the operation's record *before* the act.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Intent.WritePayload.class, name = "write_payload"),
  @JsonSubTypes.Type(value = Intent.StopBalancer.class, name = "stop_balancer"),
  @JsonSubTypes.Type(value = Intent.HoldCursor.class, name = "hold_cursor"),
  @JsonSubTypes.Type(value = Intent.LoadBeside.class, name = "load_beside")
})
public sealed interface Intent {

  /// Payload objects are written below a backup's prefix; without a manifest they are rubbish, and
  /// undoing deletes them.
  record WritePayload(BackupRef backup) implements Intent {}

  /// The balancer of a sharded cluster runs, and is stopped for the time of a dump; undoing starts
  /// it.
  record StopBalancer(InstanceId instance) implements Intent {}

  /// A backup cursor is opened on a member of the operation's instance, marked with the operation's
  /// id; undoing closes it.
  ///
  /// @param member `host:port`
  record HoldCursor(String member) implements Intent {}

  /// A restore loads beside what it is to replace, under names that are its own; undoing drops what
  /// is not in its place.
  record LoadBeside(InstanceId target) implements Intent {}
}
