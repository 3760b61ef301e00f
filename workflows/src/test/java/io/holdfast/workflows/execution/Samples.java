package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExternalOptions;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requests and findings that the tests share.
final class Samples {
  static final InstanceId SHOP = new InstanceId("shop");
  static final InstanceId CLONE = new InstanceId("shop-clone");
  static final BackupName NIGHTLY = new BackupName("nightly");
  static final PointInTime POINT = new PointInTime(1_790_000_000, 3);
  static final BackupRef BACKUP =
      new BackupRef(SHOP, NIGHTLY, Instant.parse("2026-09-21T14:00:00Z"));
  static final ServerVersion SERVER = new ServerVersion("7.0.5", "7.0", "Holdfast sandbox");
  static final Topology TOPOLOGY =
      new Topology(
          TopologyKind.REPLICA_SET,
          SERVER,
          List.of(
              new ReplicaSet(
                  "rs0",
                  List.of(
                      new Member("db1:27017", MemberState.PRIMARY, false, 2, 1, 0, 0),
                      new Member("db2:27017", MemberState.SECONDARY, false, 1, 1, 0, 0),
                      new Member("db3:27017", MemberState.SECONDARY, true, 0, 0, 0, 1)))));

  static final Topology CLUSTER =
      new Topology(
          TopologyKind.SHARDED_CLUSTER,
          SERVER,
          List.of(set("rs1", "a"), set("rs2", "b"), set("cfg", "c")),
          "cluster-1",
          new Cluster("cfg", List.of(new Shard("sh1", "rs1"), new Shard("sh2", "rs2")), true));

  /// The same on servers that have backup cursors.
  static final Topology PERCONA =
      new Topology(
          TopologyKind.REPLICA_SET,
          new ServerVersion("4.4.6", "4.4", "Percona Server for MongoDB"),
          TOPOLOGY.replicaSets());

  /// Of each set the first that is chosen, and one of a set of its own; the others have no agent:
  /// the service stumbles over the cancel of a look that ends just then.
  static final List<MemberId> MEMBERS_WITH_AGENTS =
      Stream.of("rs0/db3:27017", "rs0/db4:27017", "rs1/a2:27017", "rs2/b2:27017", "cfg/c2:27017")
          .map(MemberId::parse)
          .toList();

  /// A replica set of these members, which have backup cursors.
  static Topology percona(Member... members) {
    return new Topology(
        TopologyKind.REPLICA_SET,
        PERCONA.server(),
        List.of(new ReplicaSet("rs0", List.of(members))));
  }

  static final Topology AGENTS_EVERYWHERE =
      percona(new Member("db3:27017", MemberState.SECONDARY, true, 0, 0, 0, 1));

  static final Topology PERCONA_CLUSTER =
      new Topology(
          CLUSTER.kind(),
          PERCONA.server(),
          CLUSTER.replicaSets(),
          CLUSTER.identity(),
          CLUSTER.cluster());

  static final Topology STANDALONE =
      new Topology(
          TopologyKind.STANDALONE,
          SERVER,
          List.of(
              new ReplicaSet(
                  "", List.of(new Member("db1:27017", MemberState.PRIMARY, false, 1, 1, 0, 0)))));

  static final Difference DIFFERENCE =
      new Difference(
          new Namespace("shop", "orders"),
          new Content(10, "a".repeat(64)),
          new Content(9, "b".repeat(64)),
          "documents differ");

  /// What no history may hold: the fakes' errors have it in their causes, as a driver's would.
  static final String PASSWORD = "correct-horse-battery";

  static final String DOCUMENT = "Ada Lovelace, St James's Square";

  private Samples() {}

  private static ReplicaSet set(String name, String host) {
    return new ReplicaSet(
        name,
        List.of(
            new Member(host + "1:27017", MemberState.PRIMARY, false, 2, 1, 0, 0),
            new Member(host + "2:27017", MemberState.SECONDARY, false, 1, 1, 0, 0),
            new Member(host + "3:27017", MemberState.SECONDARY, false, 1, 1, 0, 0)));
  }

  static OperationRequest.Backup backup(String key) {
    return new OperationRequest.Backup(backup(key, Method.LOGICAL));
  }

  private static BackupRequest backup(String key, Method method) {
    return new BackupRequest(
        new OperationId(SHOP, Ulid.ofKey("", key)),
        NIGHTLY,
        method,
        Trigger.MANUAL,
        "before the release",
        false);
  }

  /// @param deadline how long it waits for the copy
  static OperationRequest.Backup external(String key, Duration deadline) {
    return external(key, deadline, null);
  }

  /// @param options what is asked for
  static OperationRequest.Backup external(
      String key, Duration deadline, @Nullable ExternalOptions options) {
    return new OperationRequest.Backup(
        backup(key, Method.EXTERNAL)
            .with()
            .copyDeadlineSeconds(deadline.toSeconds())
            .external(options)
            .build());
  }

  static OperationRequest.Backup physical(String key) {
    return new OperationRequest.Backup(backup(key, Method.PHYSICAL));
  }

  static OperationRequest.Restore restore(String key) {
    return new OperationRequest.Restore(
        new RestoreRequest(
            new OperationId(CLONE, Ulid.ofKey("", key)),
            SHOP,
            NIGHTLY,
            null,
            UsersPolicy.KEEP,
            false));
  }

  /// A restore of data files.
  ///
  /// @param deadline how long it waits for the copy
  static OperationRequest.Restore fileRestore(String key, Duration deadline) {
    return new OperationRequest.Restore(
        new RestoreRequest(
                new OperationId(CLONE, Ulid.ofKey("", key)),
                SHOP,
                NIGHTLY,
                CLONE.value(),
                UsersPolicy.KEEP,
                false)
            .withFiles(new FileOptions(deadline.toSeconds(), false)));
  }

  static OperationRequest.Restore shadowedRestore(String key) {
    return consented(key, null, Replacement.SHADOW);
  }

  static OperationRequest.Restore shardedRestore(String key) {
    return consented(key, new LoadOptions(null, null, true), null);
  }

  private static OperationRequest.Restore consented(
      String key, @Nullable LoadOptions load, @Nullable Replacement replacement) {
    return new OperationRequest.Restore(
        new RestoreRequest(
                new OperationId(CLONE, Ulid.ofKey("", key)),
                SHOP,
                NIGHTLY,
                CLONE.value(),
                UsersPolicy.KEEP,
                false)
            .with()
            .load(load)
            .replacement(replacement)
            .build());
  }

  static OperationRequest.Compare compare(String key) {
    return new OperationRequest.Compare(
        new CompareRequest(new OperationId(CLONE, Ulid.ofKey("", key)), SHOP, NIGHTLY));
  }

  static OperationRequest.Restore restoreWithLongestNames() {
    InstanceId source = new InstanceId("s".repeat(40));
    OperationId operation = new OperationId(new InstanceId("t".repeat(40)), Ulid.ofKey("", "long"));
    BackupName name = new BackupName("n".repeat(64));
    return new OperationRequest.Restore(
        new RestoreRequest(operation, source, name, null, UsersPolicy.KEEP, false));
  }

  /// An error that activities are retried after.
  static HoldfastException passing() {
    return new HoldfastException(ErrorCode.STORAGE_UNAVAILABLE, "The store answered 503.", "Wait.");
  }

  static HoldfastException error(ErrorCode code) {
    return new HoldfastException(code, code.summary() + ".", "");
  }

  /// An error that retrying does not help.
  static HoldfastException lasting() {
    return new HoldfastException(
        ErrorCode.OBJECT_CORRUPT, "a/b.bson.zst is corrupt.", "Look.", indiscretion());
  }

  private static Exception indiscretion() {
    return new IllegalStateException("admin:%s may not insert %s".formatted(PASSWORD, DOCUMENT));
  }
}
