package io.holdfast.activities.mongodb.sharding;

import io.holdfast.activities.mongodb.proof.DocumentSink;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import java.util.Map;
import java.util.TreeMap;

/// What one shard owns of sharded collections, summed up document by document. Safe for many
/// threads.
final class OwnedDocuments implements DocumentSink {
  private final ClusterMap map;
  private final String replicaSet;
  private final Map<Namespace, ContentDigest> owned = new TreeMap<>();
  private long orphans;

  OwnedDocuments(ClusterMap map, String replicaSet) {
    this.map = map;
    this.replicaSet = replicaSet;
  }

  @Override
  public Run begin(CollectionAt collection) {
    ContentDigest part = new ContentDigest();
    return new Run() {
      private long others;

      @Override
      public void add(RawDocument document) {
        if (map.owns(replicaSet, collection.namespace(), document)) {
          part.add(document.bytes(), document.offset(), document.length());
        } else {
          others++;
        }
      }

      @Override
      public void end() {
        sum(collection.namespace(), part.content(), others);
      }
    };
  }

  private synchronized void sum(Namespace namespace, Content part, long others) {
    owned.computeIfAbsent(namespace, _ -> new ContentDigest()).add(part);
    orphans += others;
  }

  /// What it owns, by collection.
  synchronized Map<Namespace, ContentDigest> owned() {
    return owned;
  }

  /// How many documents it has that it does not own.
  synchronized long orphans() {
    return orphans;
  }
}
