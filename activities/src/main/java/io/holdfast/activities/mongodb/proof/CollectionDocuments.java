package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The documents themselves that a small collection holds at the point in time: users, roles.
public final class CollectionDocuments {
  private CollectionDocuments() {}

  /// All documents of `collection`, in memory.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT,
  ///   OPLOG_UNSUPPORTED
  public static List<RawDocument> of(BackupSet set, Timeline timeline, CollectionAt collection) {
    TouchedDocuments documents = new TouchedDocuments();
    UUID uuid = collection.uuid();
    Map<DocumentKey, TouchedDocuments.Slot> inOrder = new LinkedHashMap<>();
    if (collection.dumped() != null) {
      collection
          .dumped()
          .chunks()
          .forEach(
              chunk ->
                  set.read(
                      chunk.object(),
                      document -> {
                        DocumentKey key = Objects.requireNonNull(DocumentKey.of(document), "_id");
                        TouchedDocuments.Slot slot = documents.touch(uuid, key);
                        slot.dumped(document);
                        inOrder.put(key, slot);
                      }));
    }
    timeline.forEachChange(
        (changed, change) -> {
          if (changed.uuid().equals(uuid)) {
            DocumentKey key = DocumentKey.of(change);
            TouchedDocuments.Slot slot = documents.touch(uuid, key);
            slot.follow(change);
            inOrder.put(key, slot);
          }
        });
    return inOrder.values().stream()
        .map(TouchedDocuments.Slot::document)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }
}
