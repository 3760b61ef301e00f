package io.holdfast.worker;

import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.runtime.ActivityProfiles;
import java.time.Duration;
import java.util.Optional;

/// What a worker needs to know.
///
/// @param temporalAddress `host:port` of the Temporal service
/// @param namespace the Temporal namespace, which must exist
/// @param repositoryUrl such as `file:///var/lib/holdfast`
/// @param createRepository whether to make a repository where there is none
/// @param bulkSlots how many transfers run at a time
/// @param shutdownGrace how long running activities may take to stop when the worker closes
/// @param cursorPoll how long a held backup cursor is left alone between two looks at it
/// @param heartbeatTimeout how long a long step may be silent before another worker takes it over;
///   the same on all workers
/// @param databasePatience how long a backup tries to look at a deployment that does not answer;
///   the same on all workers
/// @param copyCommand what copies the files of external backups; empty where the worker runs none
/// @param payload compression and keys
public record WorkerSettings(
    String temporalAddress,
    String namespace,
    String repositoryUrl,
    boolean createRepository,
    int bulkSlots,
    Duration shutdownGrace,
    Duration cursorPoll,
    Duration heartbeatTimeout,
    Duration databasePatience,
    Optional<CopyCommand> copyCommand,
    PayloadSettings payload) {
  /// How long a transfer may take to notice that it is to stop: its heartbeat tells it within 2 s.
  public static final Duration DEFAULT_SHUTDOWN_GRACE = Duration.ofSeconds(20);

  /// The server forgets a cursor that nobody asks for within ten minutes.
  public static final Duration DEFAULT_CURSOR_POLL = Duration.ofMinutes(1);

  /// A heartbeat is sent each two seconds, and noticed two later.
  private static final Duration SHORTEST_HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);

  /// Longer than this a cancel of what a dead worker did would hang.
  private static final Duration LONGEST_HEARTBEAT_TIMEOUT = Duration.ofMinutes(10);

  /// An election takes ten seconds, and a look at somebody who is silent as long.
  private static final Duration SHORTEST_DATABASE_PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST_DATABASE_PATIENCE = Duration.ofHours(6);

  private static final Duration LONGEST_CURSOR_POLL = Duration.ofMinutes(5);

  private static final long HEAP_OF_A_TRANSFER = 128L << 20;
  private static final int MAX_DEFAULT_BULK_SLOTS = 4;

  public WorkerSettings {
    require(!temporalAddress.isBlank(), "No Temporal service is named.", "TEMPORAL_ADDRESS");
    require(!namespace.isBlank(), "No Temporal namespace is named.", "TEMPORAL_NAMESPACE");
    require(!repositoryUrl.isBlank(), "No repository is named.", "REPOSITORY_URL");
    require(bulkSlots > 0, "A worker needs at least one bulk slot.", "WORKER_BULK_SLOTS");
    require(
        shutdownGrace.isPositive(),
        "The shutdown's grace must be longer than nothing.",
        "WORKER_SHUTDOWN_GRACE");
    require(
        cursorPoll.isPositive() && cursorPoll.compareTo(LONGEST_CURSOR_POLL) <= 0,
        "A cursor is looked after at least every five minutes.",
        "WORKER_CURSOR_POLL");
    require(
        heartbeatTimeout.compareTo(SHORTEST_HEARTBEAT_TIMEOUT) >= 0
            && heartbeatTimeout.compareTo(LONGEST_HEARTBEAT_TIMEOUT) <= 0,
        "A heartbeat timeout is ten seconds to ten minutes long.",
        "WORKER_HEARTBEAT_TIMEOUT");
    require(
        databasePatience.compareTo(SHORTEST_DATABASE_PATIENCE) >= 0
            && databasePatience.compareTo(LONGEST_DATABASE_PATIENCE) <= 0,
        "The patience with a database is thirty seconds to six hours long.",
        "WORKER_DATABASE_PATIENCE");
  }

  /// Settings with every default.
  public static WorkerSettings of(String temporalAddress, String namespace, String repositoryUrl) {
    return new WorkerSettings(
        temporalAddress,
        namespace,
        repositoryUrl,
        false,
        defaultBulkSlots(Runtime.getRuntime().maxMemory()),
        DEFAULT_SHUTDOWN_GRACE,
        DEFAULT_CURSOR_POLL,
        ActivityProfiles.HEARTBEAT,
        ActivityProfiles.DATABASE_PATIENCE,
        Optional.empty(),
        PayloadSettings.DEFAULT);
  }

  /// One transfer for each 128 MiB of heap, which is more than its buffers take; at least one, and
  /// at most four, since each reads with several threads of its own.
  static int defaultBulkSlots(long heap) {
    return Math.clamp(heap / HEAP_OF_A_TRANSFER, 1, MAX_DEFAULT_BULK_SLOTS);
  }

  private static void require(boolean holds, String message, String variable) {
    if (!holds) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED, message, "Set HOLDFAST_%s.".formatted(variable));
    }
  }
}
