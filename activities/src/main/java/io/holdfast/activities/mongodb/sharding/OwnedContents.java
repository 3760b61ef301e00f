package io.holdfast.activities.mongodb.sharding;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.proof.DocumentsAtEnd;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.ClusterContent;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a cluster holds at the point in time: of each shard what it owns, added up. Sharded
/// collections are read for that, document by document; of the others the set that owns them knows
/// already what they hold.
public final class OwnedContents {
  private final Payloads payloads;

  public OwnedContents(Payloads payloads) {
    this.payloads = payloads;
  }

  /// @param sets every replica set's part, that of the config servers among them
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT,
  ///   OPLOG_UNSUPPORTED
  public ClusterContent of(
      BackupRef backup, Cluster cluster, List<ReplicaSetContent> sets, Heartbeat heartbeat) {
    ProgressMeter meter = new ProgressMeter(heartbeat, "owners", "bytes", 0);
    BackupSet config =
        sets.stream()
            .filter(set -> set.role() == SetRole.CONFIG_SERVERS)
            .map(set -> objects(backup, set))
            .findFirst()
            .orElseThrow();
    Sum sum = new Sum(ClusterMap.of(cluster, config, Timeline.of(config, meter)), meter);
    sets.forEach(set -> sum.add(set, objects(backup, set)));
    return sum.content();
  }

  private BackupSet objects(BackupRef backup, ReplicaSetContent set) {
    return new BackupSet(payloads, backup, set.collections(), set.oplog(), set.oplogWindow().to());
  }

  /// The sum over all sets.
  private static final class Sum {
    private final ClusterMap map;
    private final ProgressMeter meter;
    private final Map<Namespace, ContentDigest> owned = new TreeMap<>();
    private long orphans;

    Sum(ClusterMap map, ProgressMeter meter) {
      this.map = map;
      this.meter = meter;
    }

    void add(ReplicaSetContent content, BackupSet set) {
      String replicaSet = content.source().replicaSet();
      boolean shared = false;
      for (ExpectedCollection expected : content.expected()) {
        Namespace namespace = expected.namespace();
        if (map.defines(replicaSet, namespace)) {
          digest(namespace);
        }
        if (!map.mayOwn(replicaSet, namespace)) {
          orphans += Scope.of(namespace) == Scope.DATA ? expected.content().documents() : 0;
        } else if (map.sharding(namespace).isPresent()) {
          shared = true;
        } else {
          digest(namespace).add(expected.content());
        }
      }
      if (shared) {
        addShared(replicaSet, set);
      }
    }

    private void addShared(String replicaSet, BackupSet set) {
      OwnedDocuments documents =
          DocumentsAtEnd.read(
              set,
              Timeline.of(set, meter),
              collection ->
                  map.sharding(collection.namespace()).isPresent()
                      && map.mayOwn(replicaSet, collection.namespace()),
              () -> new OwnedDocuments(map, replicaSet),
              meter);
      documents.owned().forEach((namespace, part) -> digest(namespace).add(part.content()));
      orphans += documents.orphans();
    }

    private ContentDigest digest(Namespace namespace) {
      return owned.computeIfAbsent(namespace, _ -> new ContentDigest());
    }

    ClusterContent content() {
      return new ClusterContent(
          owned.entrySet().stream()
              .map(entry -> new ExpectedCollection(entry.getKey(), entry.getValue().content()))
              .toList(),
          orphans);
    }
  }
}
