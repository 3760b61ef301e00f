package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.PointInTime;

/// The piece of a replica set's oplog that belongs to a dump, both ends inclusive. `to` is the
/// backup's point in time.
public record OplogWindow(PointInTime from, PointInTime to, long entries) {}
