package io.holdfast.activities.mongodb.oplog;

import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that an oplog entry did. A transaction's operations are entries of their own, at the
/// time of its commit.
public sealed interface OplogEntry permits DocumentChange, StructureChange {

  /// When it was committed.
  PointInTime at();

  /// The collection's id; null in what very old servers or programs wrote by hand.
  @Nullable UUID uuid();

  /// The collection's name at that time.
  Namespace namespace();
}
