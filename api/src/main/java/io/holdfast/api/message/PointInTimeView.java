package io.holdfast.api.message;

import io.holdfast.workflows.model.PointInTime;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// A position in a replica set's oplog, for machines and for people.
@Schema(description = "A position in a replica set's oplog, inclusive.")
public record PointInTimeView(
    @Schema(description = "MongoDB's timestamp: seconds.", example = "1795256346") long seconds,
    @Schema(description = "MongoDB's timestamp: ordinal within the second.", example = "3")
        long increment,
    @Schema(description = "The same, as an instant.") Instant instant) {

  public static PointInTimeView of(PointInTime point) {
    return new PointInTimeView(point.seconds(), point.increment(), point.instant());
  }
}
