package io.holdfast.activities.mongodb.dump;

/// Sees to it that a dump does not go on in vain, because what it needs of the oplog is lost.
@FunctionalInterface
interface OplogGuard {
  /// Of a server without an oplog.
  OplogGuard NONE = () -> {};

  /// Does nothing while all is well; throws `MongoException`s.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OPLOG_ROLLED_OVER, or why the oplog is
  ///   not kept
  void check();
}
