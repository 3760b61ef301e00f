/// A member's data folder: files that are named as a WiredTiger server's and made of our own simple
/// parts. A checkpoint is a picture of every collection; the journal has what was written since.
///
/// What of it is a server's own rule, and where that is said:
///
/// | rule | source |
/// |---|---|
/// | a member of a replica set journals its `local` database only; all else comes back from checkpoint and oplog; a standalone server journals everything | the server's `WiredTigerUtil::useTableLogging` |
/// | a start from a checkpoint applies the oplog behind it | `ReplicationRecoveryImpl`, "Replication recovery" in the server's `src/mongo/db/repl/README.md` |
/// | with `WiredTiger.backup` in the folder, that is the checkpoint, whatever else is there | WiredTiger's `__wt_turtle_init` |
/// | blocks of a checkpoint that somebody holds are not written over, and its journals stay | WiredTiger's documentation of backup cursors |
@NullMarked
package io.holdfast.sandbox.disk;

import org.jspecify.annotations.NullMarked;
