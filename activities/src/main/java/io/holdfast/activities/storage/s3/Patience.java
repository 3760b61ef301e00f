package io.holdfast.activities.storage.s3;

import java.time.Duration;

/// How often a request is tried, and how long the pauses between are at most.
///
/// @param attempts in all
/// @param pause after the first failure; it doubles with each more
/// @param longest where the doubling ends
/// @param longestWhenThrottled the same, when the store has asked for less
/// @param silence after which a connection without a byte is given up: finishing an upload of
///   thousands of parts takes some stores long
record Patience(
    int attempts,
    Duration pause,
    Duration longest,
    Duration longestWhenThrottled,
    Duration silence) {
  /// Some ten seconds in all: what lasts longer is the caller's to wait out, who knows whether it
  /// is a person or a workflow.
  static final Patience USUAL =
      new Patience(
          8,
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));
}
