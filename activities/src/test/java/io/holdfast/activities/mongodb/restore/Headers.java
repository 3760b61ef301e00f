package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import java.time.Instant;
import java.util.stream.Stream;

/// Headers of backups that nobody made.
final class Headers {
  static final InstanceId SOURCE = new InstanceId("source");
  static final OperationId OPERATION =
      new OperationId(new InstanceId("target"), "01ARZ3NDEKTSV4RRFFQ69G5FAV");

  private Headers() {}

  static Cluster cluster(String... shards) {
    return new Cluster(
        "cfg", Stream.of(shards).map(shard -> new Shard(shard, shard)).toList(), true);
  }

  static ServerVersion version(String version) {
    return new ServerVersion(version, version.substring(0, version.lastIndexOf('.')), "x");
  }

  static BackupHeader header(Method method, TopologyKind kind, String version) {
    Instant then = Instant.parse("2026-11-21T12:00:00Z");
    return new BackupHeader(
            BackupHeader.FORMAT,
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            new BackupRef(SOURCE, new BackupName("nightly"), then),
            OPERATION,
            method,
            Trigger.MANUAL,
            "",
            then,
            kind,
            version(version),
            new PointInTime(1, 1),
            0,
            0,
            0,
            0,
            null)
        .withCluster(kind == TopologyKind.SHARDED_CLUSTER ? cluster("sh1", "sh2") : null);
  }
}
