package io.holdfast.activities.mongodb.lock;

import io.holdfast.workflows.model.PointInTime;

/// What tells one lock of a member from a later one, which has no owner and no name: a server
/// process that was started again has no lock, and a locked member takes no writes. A member that
/// is locked under another mark was unlocked in between, and locked by somebody else.
///
/// @param process the id that the server process has given itself; empty before 4.4
/// @param lastWrite the member's newest write; before all on a standalone, which has no oplog
public record LockMark(String process, PointInTime lastWrite) {}
