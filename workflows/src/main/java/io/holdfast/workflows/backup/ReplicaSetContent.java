package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.Source;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One replica set's part of a logical backup.
///
/// @param collections what was dumped
/// @param oplogWindow the span of the kept oplog
/// @param oplog the kept oplog, oldest first
/// @param expected every collection (no views) at the point in time; of a shard with what it does
///   not own
/// @param role what the set is within its cluster; null when it is a deployment of its own
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplicaSetContent(
    Source source,
    List<CollectionEntry> collections,
    OplogWindow oplogWindow,
    List<PayloadObject> oplog,
    List<ExpectedCollection> expected,
    @Nullable SetRole role) {
  public ReplicaSetContent {
    collections = List.copyOf(collections);
    oplog = List.copyOf(oplog);
    expected = List.copyOf(expected);
  }

  /// The part of a set that is a deployment of its own.
  public ReplicaSetContent(
      Source source,
      List<CollectionEntry> collections,
      OplogWindow oplogWindow,
      List<PayloadObject> oplog,
      List<ExpectedCollection> expected) {
    this(source, collections, oplogWindow, oplog, expected, null);
  }

  /// Every payload object: those of the collections, then the oplog.
  public Stream<PayloadObject> objects() {
    return Stream.concat(collections.stream().flatMap(CollectionEntry::objects), oplog.stream());
  }
}
