package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.PointInTime;

/// A summary of what is to be dumped; the list itself lies in the repository.
///
/// @param oplogStart the position from which the oplog must be kept for the dump to be whole
/// @param estimatedBytes as the server estimates it
public record DumpPlan(PointInTime oplogStart, int collections, long estimatedBytes) {}
