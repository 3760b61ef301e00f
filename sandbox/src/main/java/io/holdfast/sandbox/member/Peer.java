package io.holdfast.sandbox.member;

import io.holdfast.sandbox.oplog.OpTime;
import java.time.Clock;

/// What a replica set needs of each of its members, whether that is in this process or elsewhere.
public interface Peer {

  MemberSettings settings();

  /// What it is at the moment, or was when it was last heard of.
  Role role();

  default boolean isUp() {
    return role() != Role.DOWN;
  }

  default boolean isPrimary() {
    return role() == Role.PRIMARY;
  }

  /// Place of the newest entry that it has applied.
  OpTime applied();

  /// When that entry was written, in milliseconds.
  long appliedWall();

  /// Seconds since it was made, or was first heard of.
  int uptimeSeconds();

  /// Asks for its vote. No answer is no vote.
  boolean votes(VoteRequest request);

  /// Where its data and its oplog can be copied from.
  Source source();

  /// Belongs to the set from now on.
  void join(ReplicaSet set);

  /// What is done for it, in a thread of its own, until the set is closed.
  void accompany(ReplicaSet set, Clock clock);

  /// Takes what it has told of itself.
  default void heard(Heartbeat beat) {}
}
