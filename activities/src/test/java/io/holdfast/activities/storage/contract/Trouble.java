package io.holdfast.activities.storage.contract;

import io.holdfast.activities.storage.server.Fault;

/// A kind of trouble that a network makes, time and again.
public enum Trouble {
  THROTTLES,
  RESETS,
  LOSES_ANSWERS,
  TRUNCATES_ANSWERS,
  DAMAGES_REQUESTS,
  IS_SLOW,
  HANGS,
  SAYS_LONGER,
  SAYS_SHORTER;

  /// What happens to a request that meets it.
  Fault fault() {
    return switch (this) {
      case THROTTLES -> new Fault.Answer(503, "SlowDown");
      case RESETS -> new Fault.Reset();
      case LOSES_ANSWERS -> new Fault.Cut(0);
      case TRUNCATES_ANSWERS -> new Fault.Cut(100);
      case DAMAGES_REQUESTS -> new Fault.Damage();
      case IS_SLOW -> new Fault.Trickle();
      case HANGS -> new Fault.Silence();
      case SAYS_LONGER -> new Fault.WrongLength(7);
      case SAYS_SHORTER -> new Fault.WrongLength(-1);
    };
  }

  /// Whether a request can meet it, by its method and target.
  boolean meets(String request) {
    return switch (this) {
      // Nobody can see through a wrong length of nothing.
      case SAYS_LONGER, SAYS_SHORTER -> request.startsWith("GET ");
      // What has no content cannot be damaged; and a damaged list of parts is no list of parts.
      case DAMAGES_REQUESTS -> request.startsWith("PUT ") && !request.contains("comp=blocklist");
      case THROTTLES, RESETS, LOSES_ANSWERS, TRUNCATES_ANSWERS, IS_SLOW, HANGS -> true;
    };
  }
}
