package io.holdfast.workflows.filerestore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One replica set of a restore of data files, or the one standalone server.
///
/// @param sourceSet the backup's replica set whose files come back; empty for a standalone
/// @param role what the set is within its cluster; null when it is a deployment of its own
/// @param members every server of the set that is restored
/// @param configuration the set's configuration as it is to be afterwards, as Extended JSON; null
///   for a standalone
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetPlan(
    String sourceSet,
    @Nullable SetRole role,
    List<MemberId> members,
    @Nullable String configuration) {
  public SetPlan {
    members = List.copyOf(members);
  }

  /// Where the set is found, as a cluster's own metadata has it: `name/host:port,host:port`.
  public String address() {
    return members.getFirst().replicaSet()
        + "/"
        + String.join(",", members.stream().map(MemberId::address).toList());
  }
}
