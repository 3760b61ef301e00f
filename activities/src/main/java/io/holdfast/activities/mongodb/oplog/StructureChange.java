package io.holdfast.activities.mongodb.oplog;

import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/// A change of collections, their options or indexes.
public sealed interface StructureChange extends OplogEntry {

  /// A collection came into being.
  ///
  /// @param options as `create` takes them
  /// @param idIndex the index on `_id`; null when it has none
  record Created(
      PointInTime at,
      @Nullable UUID uuid,
      Namespace namespace,
      BsonDocument options,
      @Nullable BsonDocument idIndex)
      implements StructureChange {}

  record Dropped(PointInTime at, @Nullable UUID uuid, Namespace namespace)
      implements StructureChange {}

  /// A collection got another name.
  ///
  /// @param to the new name
  /// @param dropped the collection that had the new name and went away; null when none had
  /// @param stayTemporary whether a temporary collection stays one
  record Renamed(
      PointInTime at,
      @Nullable UUID uuid,
      Namespace namespace,
      Namespace to,
      @Nullable UUID dropped,
      boolean stayTemporary)
      implements StructureChange {}

  /// The collection's options, or one of its indexes', were changed by `collMod`.
  ///
  /// @param changes the command without its name
  record Modified(PointInTime at, @Nullable UUID uuid, Namespace namespace, BsonDocument changes)
      implements StructureChange {}

  /// Indexes are being built; until they are ready they do not count.
  record IndexesStarted(
      PointInTime at, @Nullable UUID uuid, Namespace namespace, List<BsonDocument> indexes)
      implements StructureChange {}

  /// Indexes are there.
  record IndexesReady(
      PointInTime at, @Nullable UUID uuid, Namespace namespace, List<BsonDocument> indexes)
      implements StructureChange {}

  /// Indexes are gone, or will not be built after all.
  ///
  /// @param names their names; `*` means all but the one on `_id`
  record IndexesDropped(
      PointInTime at, @Nullable UUID uuid, Namespace namespace, List<String> names)
      implements StructureChange {}
}
