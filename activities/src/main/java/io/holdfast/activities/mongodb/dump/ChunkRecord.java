package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.backup.Chunk;
import java.util.List;

/// A step of a collection's dump that is done.
///
/// @param chunks what it wrote: one object; none where there was nothing (left) to read; all of
///   them for a collection that is read in one go
/// @param soFar the collection up to and with this step
/// @param last whether the collection ends here
record ChunkRecord(List<Chunk> chunks, Tally soFar, boolean last) {
  ChunkRecord {
    chunks = List.copyOf(chunks);
  }
}
