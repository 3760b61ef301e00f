package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;

/// Reads a backup, or the part that is brought back, before a restore touches anything: each object
/// must be as long as the manifest says and have its checksum, and each chunk must hold the
/// documents that it says.
final class BackupVerification {
  private static final int READERS = 2;

  private final BackupSet set;
  private final ProgressMeter meter;

  BackupVerification(BackupSet set, ProgressMeter meter) {
    this.set = set;
    this.meter = meter;
  }

  /// Reads the kept oplog and what the backup says of each collection.
  ///
  /// @throws HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming the object
  void structure() {
    List<Runnable> reads = new ArrayList<>();
    set.oplog().forEach(object -> reads.add(() -> verify(object)));
    set.collections().forEach(entry -> reads.add(() -> verify(entry.metadata())));
    SharedWork.run("verify", READERS, reads.iterator(), Runnable::run);
  }

  /// Reads the documents of these collections.
  ///
  /// @throws HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming the object
  void documents(List<CollectionEntry> collections) {
    List<Runnable> reads = new ArrayList<>();
    collections.forEach(
        entry -> entry.chunks().forEach(chunk -> reads.add(() -> verify(entry, chunk))));
    SharedWork.run("verify", READERS, reads.iterator(), Runnable::run);
  }

  private void verify(PayloadObject object) {
    set.payloads().verify(set.backup(), object);
    meter.add(null, object.plainLength());
  }

  private void verify(CollectionEntry collection, Chunk chunk) {
    ContentDigest digest = new ContentDigest();
    set.read(
        chunk.object(),
        document -> digest.add(document.bytes(), document.offset(), document.length()));
    Content found = digest.content();
    if (!found.equals(chunk.content())) {
      throw new HoldfastException(
          ErrorCode.OBJECT_CORRUPT,
          "'%s%s' does not hold the documents of '%s' that the manifest says."
              .formatted(set.backup().prefix(), chunk.object().key(), collection.namespace()),
          "The object or the manifest was changed: compare with a copy of the repository.");
    }
    meter.add(collection.namespace().toString(), chunk.object().plainLength());
  }

  /// What all objects of the backup weigh together, uncompressed.
  static long plainBytes(BackupSet set) {
    long bytes = set.oplog().stream().mapToLong(PayloadObject::plainLength).sum();
    for (CollectionEntry collection : set.collections()) {
      bytes += collection.metadata().plainLength();
      bytes += collection.chunks().stream().mapToLong(c -> c.object().plainLength()).sum();
    }
    return bytes;
  }
}
