package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;

/// What the dumps of all collections of one replica set share.
///
/// @param threads how many ranges are read at a time
/// @param chunkBytes after how many plain bytes a chunk is full
record DumpContext(
    BackupRef backup,
    SourceMember source,
    ObjectStore store,
    Payloads payloads,
    PayloadKeys keys,
    ChunkJournal chunks,
    DumpProgress progress,
    SourceLoad load,
    DumpSlots slots,
    int threads,
    int chunkBytes) {

  /// Deletes an object that no record names.
  void discard(PayloadObject object) {
    store.delete(backup.prefix() + object.key());
  }
}
