package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/// The search for a member to go on from when a source is lost. It waits, longer each time that
/// losses follow each other, and for up to an hour while no member can be read at all.
final class SourceReplacement {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// A loss so long after the last one has nothing to do with it.
  private static final Duration CALM = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final BackupRequest request;
  private Duration pause = FIRST_PAUSE;
  private long lastLoss;

  SourceReplacement(BackupRequest request) {
    this.request = request;
  }

  /// The member to read from instead of `lost`; the same one where there is no better.
  ///
  /// @throws HoldfastException NO_SUITABLE_MEMBER when there is none for an hour
  Source of(Source lost) {
    long begin = Workflow.currentTimeMillis();
    if (begin - lastLoss > CALM.toMillis()) {
      pause = FIRST_PAUSE;
    }
    while (true) {
      waitABit();
      try {
        Source found = choose(lost);
        lastLoss = Workflow.currentTimeMillis();
        return found;
      } catch (ActivityFailure | HoldfastException e) {
        boolean passes = Failures.describe(e).code().category() == ErrorCategory.UNAVAILABLE;
        if (!passes || Workflow.currentTimeMillis() - begin > PATIENCE.toMillis()) {
          throw e;
        }
      }
    }
  }

  private void waitABit() {
    Workflow.sleep(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private Source choose(Source lost) {
    ReplicaSet set =
        topologies.inspect(request.operation().instance()).replicaSets().stream()
            .filter(found -> found.name().equals(lost.replicaSet()))
            .findFirst()
            .orElseThrow(() -> gone(lost));
    return SourceChoice.replace(set, request.allowPrimary(), lost);
  }

  private static HoldfastException gone(Source lost) {
    return new HoldfastException(
        ErrorCode.NO_SUITABLE_MEMBER,
        "The deployment has no replica set '%s' now.".formatted(lost.replicaSet()),
        "It is looked for again; see whether the connection string still leads there.");
  }
}
