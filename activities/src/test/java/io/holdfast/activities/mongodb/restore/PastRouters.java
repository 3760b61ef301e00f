package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.cluster.Balancer;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.SetLoad;
import java.util.List;
import java.util.Objects;

/// The load of a rig's cluster past its routers, step by step as the workflow does it.
record PastRouters(ClusterRig rig) {

  /// The same request, past the routers.
  static RestoreRequest request(RestoreRequest asked) {
    return new RestoreRequest(
        asked.operation(),
        asked.source(),
        asked.backup(),
        asked.consent(),
        asked.users(),
        false,
        asked.selection(),
        new LoadOptions(null, null, true),
        null,
        asked.shards());
  }

  void load(RestoreTask task) {
    quietly(
        () -> {
          rig.engine().prepare(task, Heartbeat.none());
          SharedWork.run(
              "set", 3, sets(task).iterator(), set -> rig.engine().load(set, Heartbeat.none()));
        });
  }

  /// Does something while the cluster's balancer is stopped.
  void quietly(Runnable work) {
    Balancer balancer = new Balancer(rig.connector());
    balancer.stop(rig.instance(), Heartbeat.none());
    try {
      work.run();
    } finally {
      balancer.start(rig.instance());
    }
  }

  /// What is loaded, each by itself.
  List<SetLoad> sets(RestoreTask task) {
    return Objects.requireNonNull(rig.engine().plan(task.request()).shardByShard()).parts().stream()
        .map(part -> new SetLoad(task, part.replicaSet()))
        .toList();
  }
}
