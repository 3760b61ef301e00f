package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;

/// The way into a replica set for a server that belongs to none.
public interface Membership {

  /// Makes the set that a configuration describes, with this server as the first that has it.
  void initiate(Doc config);

  /// Becomes a member of the set whose configuration another member has told.
  void adopt(Doc config);
}
