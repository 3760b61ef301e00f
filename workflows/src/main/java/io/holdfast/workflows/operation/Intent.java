package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something an operation is about to do that must be undone if it cannot end by itself. Written
/// into the operation's record *before* the act.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Intent.WritePayload.class, name = "write_payload"),
  @JsonSubTypes.Type(value = Intent.StopBalancer.class, name = "stop_balancer"),
  @JsonSubTypes.Type(value = Intent.HoldCursor.class, name = "hold_cursor"),
  @JsonSubTypes.Type(value = Intent.ReplaceFiles.class, name = "replace_files")
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

  /// The servers of the operation's instance are stopped and their data files exchanged. Undoing is
  /// their agents' work, and the next restore of files has them do it; this is what it knows the
  /// servers by while they are down.
  ///
  /// @param topology what they are together
  /// @param configurations of every replica set, as Extended JSON; empty for a standalone
  /// @param members every server
  /// @param routers of a cluster
  /// @param balancing whether a cluster's balancer ran; null where that was not known
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReplaceFiles(
      TopologyKind topology,
      List<String> configurations,
      List<MemberId> members,
      List<String> routers,
      @Nullable Boolean balancing)
      implements Intent {
    public ReplaceFiles {
      configurations = List.copyOf(configurations);
      members = List.copyOf(members);
      routers = List.copyOf(routers);
    }
  }
}
