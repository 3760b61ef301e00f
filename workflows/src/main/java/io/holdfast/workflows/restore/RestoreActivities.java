package io.holdfast.workflows.restore;

import io.temporal.activity.ActivityInterface;

/// The steps of a logical restore, in order. Until `prepare` nothing of the target is touched. Each
/// is idempotent; the long ones heartbeat [io.holdfast.workflows.model.Progress].
@ActivityInterface(namePrefix = "Restore.")
public interface RestoreActivities {

  /// Finds the backup, looks at the target and tries every gate. Changes nothing.
  RestorePlan plan(RestoreRequest request);

  /// The same, with every collection and view that would be brought back.
  RestorePlan detail(RestoreRequest request);

  /// Reads every object of the backup and compares length, checksum and contents with the manifest.
  /// Fails with OBJECT_MISSING or OBJECT_CORRUPT and names the object.
  void verify(RestoreTask task);

  /// Tries the gates again, drops what consent was given for, and creates the collections with
  /// their options.
  void prepare(RestoreTask task);

  /// Loads the documents; a retry continues from the last chunk that was delivered, and a document
  /// that is there already from the same chunk is no error.
  long load(RestoreTask task);

  /// Loads the documents of one replica set's part past the target's routers, each into the shard
  /// that owns it there. No chunk may move meanwhile: fails with TARGET_CHANGED when one has. A
  /// retry continues as that of [#load] does.
  long loadSet(SetLoad load);

  /// Replays the kept oplog up to the point in time.
  long replay(RestoreTask task);

  /// Creates the views and builds the indexes.
  int buildIndexes(RestoreTask task);

  /// Of a restore beside what it replaces: reads what was loaded and compares it with the manifest.
  /// A difference is an answer, not a failure.
  Proof proveShadow(RestoreTask task);

  /// Of a restore beside what it replaces: puts the collections in their places, drops what else
  /// was consented to, and creates the views. A retry does the rest.
  ///
  /// @return how many collections
  int exchange(RestoreTask task);

  /// Of a restore beside what it replaces: drops what was loaded and is not in its place.
  /// Idempotent.
  void discardShadow(RestoreTask task);

  /// Merges users and roles by policy, last, since it may change the credentials in use.
  void mergeUsers(RestoreTask task);

  /// Reads every collection of the target and compares it with the manifest. A difference is an
  /// answer, not a failure.
  Proof prove(RestoreTask task);

  /// Writes the restore record, and into it what the restore left behind unless it completed.
  /// Idempotent.
  void record(RestoreRecord restore);
}
