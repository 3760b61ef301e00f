package io.holdfast.workflows.backup;

import io.holdfast.workflows.instance.Source;
import java.util.List;

/// One replica set's part of a logical backup.
///
/// @param collections what was dumped
/// @param oplogWindow the span of the kept oplog
/// @param oplog the kept oplog, oldest first
/// @param expected every collection (no views) at the point in time
public record ReplicaSetContent(
    Source source,
    List<CollectionEntry> collections,
    OplogWindow oplogWindow,
    List<PayloadObject> oplog,
    List<ExpectedCollection> expected) {
  public ReplicaSetContent {
    collections = List.copyOf(collections);
    oplog = List.copyOf(oplog);
    expected = List.copyOf(expected);
  }
}
