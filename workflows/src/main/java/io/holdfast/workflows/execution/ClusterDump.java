package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.ClusterActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The dump of a sharded cluster: of all its replica sets side by side, while no chunk is moved,
/// and then of their oplogs up to one time for all of them.
///
/// Where a set has to be dumped again from nothing after the time was settled, a later one is.
final class ClusterDump {
  private final ClusterActivities waiting =
      Workflow.newActivityStub(ClusterActivities.class, ActivityProfiles.bulk());
  private final StoppedBalancer balancer;
  private final List<SetDump> dumps;
  private final WorkflowSemaphore places;
  private final Narration narration;

  /// @param cluster as it was found before anything was done to it
  /// @param places how many sets are dumped at a time
  ClusterDump(
      InstanceId instance, Cluster cluster, List<SetDump> dumps, int places, Narration narration) {
    this.balancer = new StoppedBalancer(instance, cluster.balancing(), narration);
    this.dumps = List.copyOf(dumps);
    this.places = Workflow.newWorkflowSemaphore(places);
    this.narration = narration;
  }

  /// Nothing is done to the cluster where a privilege is missing on any of its sets.
  void requirePrivileges() {
    waiting.requirePrivileges(sources());
  }

  /// Dumps all sets. That the balancer is to be started again must have been written down before.
  /// It is, whatever happens, unless it was off.
  ///
  /// @return the sources as they were in the end
  List<LogicalSource> run() {
    return balancer.during("the dump", this::dump);
  }

  private List<LogicalSource> dump() {
    List<Boolean> kept = new ArrayList<>();
    do {
      sideBySide(SetDump::dump);
      narration.stage("Settling one time for all shards");
      PointInTime time = waiting.settleTime(sources());
      narration.fact("All shards are kept up to %s.".formatted(time.instant()));
      kept.clear();
      sideBySide(dump -> kept.add(dump.capture(time)));
    } while (kept.contains(false));
    return sources();
  }

  private List<LogicalSource> sources() {
    return dumps.stream().map(SetDump::source).toList();
  }

  private void sideBySide(Consumer<SetDump> work) {
    SideBySide.run(dumps, dump -> inPlace(dump, work));
  }

  private void inPlace(SetDump dump, Consumer<SetDump> work) {
    places.acquire();
    try {
      work.accept(dump);
    } finally {
      places.release();
    }
  }
}
