package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.PayloadInventory;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.ClusterContent;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The end of a logical backup: every object is checked, what no record names is deleted, the
/// manifest is written, and the working lists go.
public final class BackupCompletion {
  private final Repository repository;
  private final ContentsAtEnd contents;
  private final ClusterAtEnd clusters;
  private final Clock clock;

  public BackupCompletion(
      Repository repository, ContentsAtEnd contents, ClusterAtEnd clusters, Clock clock) {
    this.repository = repository;
    this.contents = contents;
    this.clusters = clusters;
    this.clock = clock;
  }

  /// Makes the backup exist. Idempotent: once it exists, its manifest is the answer.
  ///
  /// @param sources one for each replica set, each dumped to its end
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming
  ///   the object, and what the store throws
  public BackupHeader complete(
      BackupRequest request,
      BackupRef backup,
      Topology topology,
      List<LogicalSource> sources,
      Heartbeat heartbeat) {
    return repository.complete(
        request.operation(), backup, () -> write(request, backup, topology, sources, heartbeat));
  }

  private Manifest write(
      BackupRequest request,
      BackupRef backup,
      Topology topology,
      List<LogicalSource> sources,
      Heartbeat heartbeat) {
    List<ReplicaSetContent> sets =
        sources.stream().map(source -> content(source, request.verifyLevel(), heartbeat)).toList();
    new PayloadInventory(repository, backup, objects(sets)).settle();
    Cluster cluster = topology.cluster();
    ClusterContent whole = cluster == null ? null : clusters.of(backup, cluster, sets, heartbeat);
    return repository
        .catalogue()
        .writeManifest(
            new Manifest(header(request, backup, topology, sets, whole), sets, whole, null));
  }

  private ReplicaSetContent content(LogicalSource source, VerifyLevel verify, Heartbeat heartbeat) {
    FinishedDump dump =
        new FinishedDump(repository.work(source.operation()), source, repository.payloads());
    List<CollectionEntry> collections = dump.collections(heartbeat);
    OplogWindow window = dump.window();
    List<PayloadObject> oplog = dump.oplog();
    return new ReplicaSetContent(
        source.source(),
        collections,
        window,
        oplog,
        contents.at(source.backup(), collections, oplog, window.to(), verify, heartbeat),
        source.role());
  }

  private BackupHeader header(
      BackupRequest request,
      BackupRef backup,
      Topology topology,
      List<ReplicaSetContent> sets,
      @Nullable ClusterContent whole) {
    Encryption encryption = repository.encryption(backup).orElse(null);
    return BackupHeader.of(
            request,
            backup,
            topology,
            repository.id(),
            clock.instant(),
            pointInTime(sets),
            BackupHeader.format(encryption, objects(sets)),
            encryption)
        .with()
        .collections(collections(sets))
        .documents(documents(sets, whole))
        .plainBytes(sum(sets, PayloadObject::plainLength))
        .storedBytes(sum(sets, PayloadObject::length))
        .consistency(request.consistency() == Consistency.NONE ? Consistency.NONE : null)
        .build();
  }

  private static PointInTime pointInTime(List<ReplicaSetContent> sets) {
    return sets.stream()
        .map(set -> set.oplogWindow().to())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// A sharded collection is one, on however many shards it lies; what the config servers know of
  /// the cluster is none.
  private static int collections(List<ReplicaSetContent> sets) {
    return (int)
        sets.stream()
            .flatMap(set -> set.collections().stream())
            .map(CollectionEntry::namespace)
            .filter(namespace -> !namespace.database().equals("config"))
            .distinct()
            .count();
  }

  private static long documents(List<ReplicaSetContent> sets, @Nullable ClusterContent whole) {
    return (whole == null
            ? sets.stream().flatMap(set -> set.expected().stream())
            : whole.expected().stream())
        .mapToLong(expected -> expected.content().documents())
        .sum();
  }

  private static long sum(List<ReplicaSetContent> sets, ToLongFunction<PayloadObject> size) {
    return objects(sets).mapToLong(size).sum();
  }

  private static Stream<PayloadObject> objects(List<ReplicaSetContent> sets) {
    return sets.stream().flatMap(ReplicaSetContent::objects);
  }
}
