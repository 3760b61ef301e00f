package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.Namespace;

/// How many documents a collection had at a backup's time. They are counted later, while others
/// write; what the oplog cannot decide lies between two numbers, which are mostly the same.
///
/// @param namespace its name at that time
/// @param uuid its id, which the restored collection has as well
/// @param least as many as there were at least
/// @param most as many as there were at most
public record CollectionCount(Namespace namespace, String uuid, long least, long most) {

  /// Whether this many documents may be those that there were.
  public boolean admits(long found) {
    return least <= found && found <= most;
  }
}
