package io.holdfast.api.rig;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import java.time.Instant;
import java.util.List;

/// Findings and manifests that the tests share.
public final class Samples {
  static final PointInTime POINT = new PointInTime(1_790_000_000, 3);
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
                      new Member("db2:27017", MemberState.SECONDARY, false, 1, 1, 0, 1)))));

  private static final String DIGEST = "ab".repeat(32);
  private static final Source SOURCE =
      new Source("rs0", "db2:27017", MemberState.SECONDARY, "It is a healthy secondary.");

  private Samples() {}

  /// The manifest of a completed backup of two collections and a view.
  public static Manifest manifest(InstanceId instance, String name, Instant startedAt) {
    OperationId operation = new OperationId(instance, Ulid.random(startedAt));
    BackupRequest request =
        new BackupRequest(
            operation, new BackupName(name), Method.LOGICAL, Trigger.MANUAL, "A sample", false);
    return manifest(request, new BackupRef(instance, request.name(), startedAt));
  }

  static Manifest manifest(BackupRequest request, BackupRef backup) {
    BackupHeader header =
        new BackupHeader(
            BackupHeader.FORMAT,
            "repository-in-memory",
            backup,
            request.operation(),
            request.method(),
            request.trigger(),
            request.description(),
            backup.startedAt().plusSeconds(60),
            TopologyKind.REPLICA_SET,
            SERVER,
            POINT,
            2,
            12,
            900,
            300,
            null);
    Content content = new Content(6, DIGEST);
    return new Manifest(
        header,
        List.of(
            new ReplicaSetContent(
                SOURCE,
                List.of(collection("customers"), collection("orders"), view("open_orders")),
                new OplogWindow(POINT, POINT, 4),
                List.of(),
                List.of(
                    new ExpectedCollection(new Namespace("sales", "customers"), content),
                    new ExpectedCollection(new Namespace("sales", "orders"), content)))));
  }

  private static CollectionEntry collection(String name) {
    PayloadObject object = new PayloadObject("dump/" + name, 150, DIGEST, 450);
    Content dumped = new Content(5, DIGEST);
    return new CollectionEntry(
        new Namespace("sales", name),
        CollectionKind.COLLECTION,
        "uuid-of-" + name,
        object,
        List.of(new Chunk(object, dumped)),
        dumped);
  }

  private static CollectionEntry view(String name) {
    return new CollectionEntry(
        new Namespace("sales", name),
        CollectionKind.VIEW,
        null,
        new PayloadObject("meta/" + name, 10, DIGEST, 20),
        List.of(),
        Content.EMPTY);
  }
}
