package io.holdfast.workflows.agent;

import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;

/// What an agent found in the files that it brought to the backup's time.
///
/// @param newest the newest entry of the oplog; of a standalone the backup's time
/// @param databases how many there are, those of the server itself aside
/// @param collections how many those have
public record RecoveredMember(
    MemberId member, PointInTime newest, int databases, int collections) {}
