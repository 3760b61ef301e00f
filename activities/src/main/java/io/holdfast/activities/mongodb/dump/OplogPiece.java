package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.PointInTime;

/// A piece of the kept oplog that is in the store.
///
/// @param to its newest entry
/// @param entries of it and of all pieces before it
record OplogPiece(PayloadObject object, PointInTime to, long entries) {}
