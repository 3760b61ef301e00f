package io.holdfast.sandbox.command;

import io.holdfast.sandbox.backup.BackupCursors;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.disk.DataFiles;

/// What a server has that is a process with a data folder, and one in memory has not.
///
/// @param options the answer to `getCmdLineOpts`
public record OnDisk(DataFiles files, BackupCursors backups, Doc options, Membership membership) {

  /// Whether it is a config server, or a shard.
  boolean inCluster() {
    Doc parsed = options.doc("parsed");
    return parsed != null && parsed.has("sharding");
  }
}
