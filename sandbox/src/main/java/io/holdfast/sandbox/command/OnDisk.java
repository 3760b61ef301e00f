package io.holdfast.sandbox.command;

import io.holdfast.sandbox.backup.BackupCursors;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.disk.DataFiles;
import java.util.function.Consumer;

/// What a server has that is a process with a data folder, and one in memory has not.
///
/// @param options the answer to `getCmdLineOpts`
/// @param initiate makes the replica set that a configuration describes
public record OnDisk(DataFiles files, BackupCursors backups, Doc options, Consumer<Doc> initiate) {

  /// Whether it is a config server, or a shard.
  boolean inCluster() {
    Doc parsed = options.doc("parsed");
    return parsed != null && parsed.has("sharding");
  }
}
