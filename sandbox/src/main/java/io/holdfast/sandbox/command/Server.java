package io.holdfast.sandbox.command;

import io.holdfast.sandbox.member.Member;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// A member as its commands see it: with what was asked for at its start, and the way to end it.
///
/// @param requireLogin whether commands need a login
/// @param disk null for a server in memory
/// @param shutdown ends the member as the `shutdown` command does
public record Server(
    Member member, Clock clock, boolean requireLogin, @Nullable OnDisk disk, Runnable shutdown) {

  /// One in memory.
  public static Server inMemory(
      Member member, Clock clock, boolean requireLogin, Runnable shutdown) {
    return new Server(member, clock, requireLogin, null, shutdown);
  }
}
