package io.holdfast.activities.mongodb.dump;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.Namespace;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A collection or view in the plan of a dump.
///
/// @param ordinal its place in the plan, from 0
/// @param uuid by which it is read, whatever its name is by then; null for a view
/// @param metadata its options and indexes, written already
/// @param estimatedBytes as the server said when it was listed
/// @param bounds the split points between its ranges, in a payload object (they are user's data)
///   that no backup keeps; null where one range is the whole
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlannedCollection(
    int ordinal,
    Namespace namespace,
    CollectionKind kind,
    @Nullable UUID uuid,
    ReadOrder order,
    PayloadObject metadata,
    long estimatedBytes,
    @Nullable PayloadObject bounds) {

  /// The id of something that is no view.
  UUID requireUuid() {
    if (uuid == null) {
      throw new IllegalStateException(namespace + " is a view and is not read");
    }
    return uuid;
  }
}
