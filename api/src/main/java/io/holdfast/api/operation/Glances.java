package io.holdfast.api.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers for a second what a costly look saw, and lets one look at a time serve all who ask for
/// the same thing. Safe for many threads.
///
/// @param <K> what is looked at
/// @param <V> what is seen
final class Glances<K, V> {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int CROWD = 1_000;

  private final ConcurrentMap<K, Glance> glances = new ConcurrentHashMap<>();
  private final Function<K, V> look;
  private final InstantSource clock;

  Glances(Function<K, V> look, InstantSource clock) {
    this.look = look;
    this.clock = clock;
  }

  /// What was seen within the last second, or else what is to be seen now. Whatever `look` throws
  /// passes through and is not remembered.
  V at(K key) {
    if (glances.size() > CROWD) {
      glances.values().removeIf(glance -> !glance.isFresh());
    }
    return glances.computeIfAbsent(key, _ -> new Glance()).value(key);
  }

  void forget(K key) {
    glances.remove(key);
  }

  private final class Glance {
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable V seen;
    private volatile Instant until = Instant.MIN;

    V value(K key) {
      looking.lock();
      try {
        V known = seen;
        if (known == null || !isFresh()) {
          known = look.apply(key);
          seen = known;
          until = clock.instant().plus(FRESH);
        }
        return known;
      } finally {
        looking.unlock();
      }
    }

    boolean isFresh() {
      return clock.instant().isBefore(until);
    }
  }
}
