package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.SetLoad;
import java.util.List;
import java.util.Objects;

/// The load of a rig's cluster, through its router or, where the balancer is stopped, past it, as
/// the workflow does it.
record ClusterLoad(ClusterRig rig) {

  /// The same request, past the routers.
  static RestoreRequest pastRouters(RestoreRequest asked) {
    return asked.withLoad(new LoadOptions(null, null, true));
  }

  void run(RestoreTask task) {
    rig.engine().prepare(task, Heartbeat.none());
    if (task.request().isShardByShard()) {
      SharedWork.run(
          "set", 3, sets(task).iterator(), set -> rig.engine().load(set, Heartbeat.none()));
    } else {
      rig.engine().load(task, Heartbeat.none());
    }
  }

  /// What is loaded, each by itself.
  List<SetLoad> sets(RestoreTask task) {
    return Objects.requireNonNull(rig.engine().plan(task.request()).shardByShard()).parts().stream()
        .map(part -> new SetLoad(task, part.replicaSet()))
        .toList();
  }
}
