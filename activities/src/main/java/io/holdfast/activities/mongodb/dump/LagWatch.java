package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The watch over how far the member that is read from is behind its primary. Reading costs it disk
/// and memory that replication needs: when it falls behind by more than it was at the beginning and
/// the limit, the dump pauses until it has caught up; when that does not help for long, the member
/// is given up. So is one that steps down, or becomes the primary: the choice is made again. Safe
/// for many threads.
final class LagWatch {
  /// By how much a member may fall behind under the dump.
  static final Duration LIMIT = Duration.ofSeconds(60);

  /// For how long the dump waits for it to catch up.
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(2);

  private final SourceMember source;
  private final MemberState role;
  private final Duration limit;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private @Nullable Duration atFirst;
  private @Nullable Long pausedSince;
  private long nextLook;

  /// @param role what the member was when it was chosen
  LagWatch(
      SourceMember source,
      MemberState role,
      Duration limit,
      Duration patience,
      LongSupplier nanoTime) {
    this.source = source;
    this.role = role;
    this.limit = limit;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.nextLook = nanoTime.getAsLong();
  }

  /// Whether to wait before reading on; it asks the member at most every two seconds, and throws
  /// `MongoException`s.
  ///
  /// @throws HoldfastException SOURCE_LOST when waiting did not help
  synchronized boolean pauses() {
    long now = nanoTime.getAsLong();
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_EVERY;
      look(now);
    }
    return pausedSince != null;
  }

  private void look(long now) {
    SourceMember.Standing standing = source.standing();
    if (standing.role() != role) {
      throw new HoldfastException(
          ErrorCode.SOURCE_LOST,
          "%s was %s when it was chosen, and is %s now."
              .formatted(source.address(), name(role), name(standing.role())),
          "The choice is made again.");
    }
    Duration lag = standing.lag();
    Duration usual = atFirst == null ? lag : atFirst;
    atFirst = usual;
    if (lag.minus(usual).compareTo(limit) <= 0) {
      pausedSince = null;
      return;
    }
    long since = pausedSince == null ? now : pausedSince;
    pausedSince = since;
    if (now - since > patience.toNanos()) {
      throw new HoldfastException(
          ErrorCode.SOURCE_LOST,
          "%s is %d s behind its primary, %d s more than when the dump began, and does not catch up though the dump waits."
              .formatted(source.address(), lag.toSeconds(), lag.minus(usual).toSeconds()),
          "Another member is chosen; see what keeps this one from replicating.");
    }
  }

  private static String name(MemberState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
