package io.holdfast.activities.storage.faulty;

/// What [FaultyProxy] does to a request that it picks.
public enum Trouble {
  /// 503 with the store's own word for it; the server never sees the request.
  THROTTLED,
  /// The connection is reset before the server sees the request.
  RESET_BEFORE,
  /// The server has done what was asked, and then the connection is reset.
  RESET_AFTER,
  /// The answer comes in pieces with pauses between them.
  SLOW,
  /// The answer never comes, though the server gave it.
  HANGS,
  /// The connection ends in the middle of the answer.
  TRUNCATED,
  /// The answer says that it is longer than it is.
  SAYS_LONGER,
  /// The answer says that it is shorter than it is. Only where there is content that has another
  /// measure: nobody can see through a wrong length of nothing.
  SAYS_SHORTER
}
