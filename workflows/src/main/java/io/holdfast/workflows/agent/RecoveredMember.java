package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;
import org.jspecify.annotations.Nullable;

/// What an agent found in the files that it brought to the backup's time.
///
/// @param newest the newest entry of the oplog; of a standalone the backup's time
/// @param databases how many there are, those of the server itself aside
/// @param collections how many those have
/// @param proven what was held against the backup's counts; null where nothing was
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecoveredMember(
    MemberId member,
    PointInTime newest,
    int databases,
    int collections,
    @Nullable ProvenCounts proven) {

  /// Collections that have as many documents as they had at the backup's time.
  public record ProvenCounts(int collections, long documents) {}
}
