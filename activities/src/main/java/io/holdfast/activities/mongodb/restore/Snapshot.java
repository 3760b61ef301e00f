package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.proof.CollectionDocuments;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.sharding.Sharding;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A backup at its point in time: one replica set, or the sets of a cluster as the one thing that
/// they were. Reading it takes all metadata and the kept oplog.
final class Snapshot {
  private final List<Part> parts;
  private final List<ExpectedCollection> expected;
  private final @Nullable ClusterMap map;

  private Snapshot(List<Part> parts, List<ExpectedCollection> expected, @Nullable ClusterMap map) {
    this.parts = List.copyOf(parts);
    this.expected = expected;
    this.map = map;
  }

  /// One replica set's part.
  ///
  /// @param role null when it is a deployment of its own
  record Part(String replicaSet, @Nullable SetRole role, BackupSet set, Timeline timeline) {}

  /// @param sets the objects of each of the manifest's sets, in its order
  /// @param meter only beaten, so that the work can be stopped
  static Snapshot of(Manifest manifest, List<BackupSet> sets, ProgressMeter meter) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      ReplicaSetContent content = manifest.replicaSets().get(i);
      parts.add(
          new Part(
              content.source().replicaSet(),
              content.role(),
              sets.get(i),
              Timeline.of(sets.get(i), meter)));
    }
    return new Snapshot(parts, expected(manifest), map(manifest, parts));
  }

  /// What the manifest says that the whole holds: nothing where the backup is of files.
  static List<ExpectedCollection> expected(Manifest manifest) {
    return manifest.cluster() == null
        ? manifest.replicaSets().stream().flatMap(set -> set.expected().stream()).toList()
        : manifest.cluster().expected();
  }

  private static @Nullable ClusterMap map(Manifest manifest, List<Part> parts) {
    Cluster cluster = manifest.header().cluster();
    if (cluster == null) {
      return null;
    }
    return parts.stream()
        .filter(part -> part.role() == SetRole.CONFIG_SERVERS)
        .findFirst()
        .map(config -> ClusterMap.of(cluster, config.set(), config.timeline()))
        .orElse(null);
  }

  List<Part> parts() {
    return parts;
  }

  /// The part of a set that is a deployment of its own.
  Part only() {
    return parts.getFirst();
  }

  /// Which shard owns what; null when the backup is of one replica set.
  @Nullable ClusterMap map() {
    return map;
  }

  /// The collections, by name, each as the set has it that defines it.
  List<CollectionAt> collections() {
    return parts.stream()
        .flatMap(
            part ->
                part.timeline().collections().stream()
                    .filter(collection -> defines(part, collection.namespace())))
        .sorted(Comparator.comparing(CollectionAt::namespace))
        .toList();
  }

  /// The views, by name.
  List<ViewAt> views() {
    return parts.stream()
        .flatMap(
            part ->
                part.timeline().views().stream().filter(view -> defines(part, view.namespace())))
        .sorted(Comparator.comparing(ViewAt::namespace))
        .toList();
  }

  private boolean defines(Part part, Namespace namespace) {
    return map == null || map.defines(part.replicaSet(), namespace);
  }

  /// What each collection must hold.
  List<ExpectedCollection> expected() {
    return expected;
  }

  /// How a collection was sharded; empty for one that was not.
  Optional<Sharding> sharding(Namespace namespace) {
    return map == null ? Optional.empty() : map.sharding(namespace);
  }

  /// The documents of users or roles: those of a cluster are the config servers'.
  List<RawDocument> access(Scope scope) {
    return parts.stream()
        .filter(part -> part.role() != SetRole.SHARD)
        .flatMap(
            part ->
                part.timeline().collections().stream()
                    .filter(collection -> Scope.of(collection.namespace()) == scope)
                    .limit(1)
                    .flatMap(
                        collection ->
                            CollectionDocuments.of(part.set(), part.timeline(), collection)
                                .stream()))
        .toList();
  }
}
