package io.holdfast.activities.storage.azure;

import java.time.Duration;

/// How long the store waits for Azure, and how often it asks again. The SDK's own retries are the
/// only ones below an activity's.
///
/// @param tries of one request, the first included
/// @param silence after which a connection without a byte is given up
/// @param request after which one try of a request is given up, however much moves
/// @param pause before the second try; doubled from try to try
record Patience(int tries, Duration silence, Duration request, Duration pause) {
  static final Patience USUAL =
      new Patience(6, Duration.ofSeconds(60), Duration.ofMinutes(3), Duration.ofMillis(500));

  Duration longestPause() {
    return pause.multipliedBy(40);
  }
}
