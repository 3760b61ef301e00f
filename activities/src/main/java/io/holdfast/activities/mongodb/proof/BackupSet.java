package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.function.Consumer;

/// One replica set's part of a backup, as objects to be read.
///
/// @param collections what was dumped
/// @param oplog the kept oplog, oldest first
/// @param to the point in time
public record BackupSet(
    Payloads payloads,
    BackupRef backup,
    List<CollectionEntry> collections,
    List<PayloadObject> oplog,
    PointInTime to) {

  public BackupSet {
    collections = List.copyOf(collections);
    oplog = List.copyOf(oplog);
  }

  /// Hands every document of an object to `action`, in order, and checks the object on the way.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT
  public void read(PayloadObject object, Consumer<RawDocument> action) {
    try (BsonStream documents = open(object)) {
      documents.forEachRemaining(action);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // Rubbish within a document is seen before the object's end, where its checksum is compared:
      // damage is to be called damage.
      payloads.verify(backup, object);
      throw e;
    }
  }

  BsonStream open(PayloadObject object) {
    return BsonStream.of(payloads.open(backup, object), backup.prefix() + object.key());
  }
}
