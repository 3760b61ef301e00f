package io.holdfast.sandbox;

import java.util.List;

/// A replica set on this machine that belongs to whoever started it: the sandbox, or real servers.
/// What is said of one is true of the other, so that a test or the demo can run on either.
public interface LocalReplicaSet extends AutoCloseable {

  /// The set's name.
  String name();

  /// A connection string to the whole set.
  String uri();

  List<LocalMember> members();

  /// The primary; waits for an election to end, and fails when there is none in half a minute.
  LocalMember primary();

  /// Ends a member at once, as a crash would. Its data stays for [#restart].
  void kill(LocalMember member);

  /// Brings a killed member back on its port. Does nothing when it runs.
  void restart(LocalMember member);

  /// One line for people: what this is, and where.
  String describe();

  /// Ends every member. What they wrote outside their memory is removed.
  @Override
  void close();
}
