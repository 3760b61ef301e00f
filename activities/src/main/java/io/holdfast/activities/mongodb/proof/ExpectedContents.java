package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;

/// Works out what each collection of a replica set must hold at a backup's point in time: documents
/// that the kept oplog does not touch as they were dumped, the others with all their changes.
///
/// A restore has the *server* replay the oplog; this is the independent second opinion that it is
/// compared with. What the oplog does not touch is read only where the check is to be full.
public final class ExpectedContents {
  private final Payloads payloads;
  private final long budget;

  public ExpectedContents(Payloads payloads) {
    this(payloads, DocumentsAtEnd.BUDGET);
  }

  ExpectedContents(Payloads payloads, long budget) {
    this.payloads = payloads;
    this.budget = budget;
  }

  /// What every collection holds at `to`, by name. Views and the server's own collections have no
  /// entry.
  ///
  /// @param collections what was dumped
  /// @param oplog the kept oplog, oldest first
  /// @param verify whether what need not be read is read nevertheless, to be checked
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT, or
  ///   OPLOG_UNSUPPORTED, also when the oplog updates a document that the dump should have and has
  ///   not
  public List<ExpectedCollection> at(
      BackupRef backup,
      List<CollectionEntry> collections,
      List<PayloadObject> oplog,
      PointInTime to,
      VerifyLevel verify,
      Heartbeat heartbeat) {
    BackupSet set = new BackupSet(payloads, backup, collections, oplog, to);
    ProgressMeter meter = new ProgressMeter(heartbeat, "check", "bytes", plainBytes(collections));
    Timeline timeline = Timeline.of(set, meter);
    ContentSums sums =
        DocumentsAtEnd.read(
            set,
            timeline,
            collection -> !Fold.isAsDumped(collection, timeline),
            verify,
            budget,
            ContentSums::new,
            meter);
    return timeline.collections().stream()
        .map(collection -> expected(collection, timeline, sums))
        .toList();
  }

  /// With everything read to its end, and so checked.
  public List<ExpectedCollection> at(
      BackupRef backup,
      List<CollectionEntry> collections,
      List<PayloadObject> oplog,
      PointInTime to,
      Heartbeat heartbeat) {
    return at(backup, collections, oplog, to, VerifyLevel.FULL, heartbeat);
  }

  private static ExpectedCollection expected(
      CollectionAt collection, Timeline timeline, ContentSums sums) {
    CollectionEntry dumped = collection.dumped();
    Content content =
        dumped != null && Fold.isAsDumped(collection, timeline)
            ? dumped.dumped()
            : sums.of(collection.uuid());
    return new ExpectedCollection(collection.namespace(), content);
  }

  private static long plainBytes(List<CollectionEntry> collections) {
    return collections.stream()
        .flatMap(collection -> collection.chunks().stream())
        .map(Chunk::object)
        .mapToLong(PayloadObject::plainLength)
        .sum();
  }
}
