package io.holdfast.workflows.filerestore;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is restored of a sharded cluster, beyond its members.
///
/// @param sets the shards, and last the config servers
/// @param routers addresses of the routers that are known, which must be down when the servers
///   start
/// @param balancing whether the balancer ran when the restore began; null where nobody answered
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterPlan(List<SetPlan> sets, List<String> routers, @Nullable Boolean balancing) {
  public ClusterPlan {
    sets = List.copyOf(sets);
    routers = List.copyOf(routers);
  }
}
