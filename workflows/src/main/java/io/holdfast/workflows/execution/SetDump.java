package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalBackupActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/// The dump of one replica set, from whichever member can be read. When the source is lost, the
/// work goes on from another: what was read from the first is what a majority had by then, and the
/// oplog that is kept explains every difference, so that it fits what is read from any member that
/// has caught up to the dump's beginning and whose oplog reaches back to what is kept.
///
/// Where the other member's oplog does not reach back, the dump begins again from nothing. Where
/// the source's own does not, the oplog is too small, and the backup fails.
final class SetDump {
  /// Each loss costs a dozen events of history.
  private static final int MOST_LOSSES = 100;

  private static final int MOST_ROUNDS = 5;

  private final LogicalBackupActivities logical;
  private final SourceReplacement replacement;
  private final Narration narration;
  private LogicalSource source;
  private boolean replaced;
  private int losses;
  private int toldRound = -1;

  /// @param replaces false for runs that began before sources were replaced: there each step is
  ///   tried again on the same member
  SetDump(
      LogicalSource source, SourceReplacement replacement, Narration narration, boolean replaces) {
    this.logical =
        Workflow.newActivityStub(
            LogicalBackupActivities.class,
            replaces ? ActivityProfiles.reading() : ActivityProfiles.bulk());
    this.source = source;
    this.replacement = replacement;
    this.narration = narration;
  }

  /// Dumps the set, and keeps its oplog up to a time of its own.
  ///
  /// @return the source as it was in the end
  LogicalSource run() {
    while (true) {
      try {
        dumpOnce();
        captureOnce();
        return source;
      } catch (ActivityFailure e) {
        goOnAfter(e);
      }
    }
  }

  /// Dumps the set, but does not keep its oplog beyond the dump.
  void dump() {
    while (true) {
      try {
        dumpOnce();
        return;
      } catch (ActivityFailure e) {
        goOnAfter(e);
      }
    }
  }

  /// Keeps the oplog of a set that was dumped up to a time that other sets share.
  ///
  /// @return false when the dump began again from nothing meanwhile, so that the time may be before
  ///   what was dumped
  boolean capture(PointInTime time) {
    int round = source.round();
    source = source.withUntil(time);
    while (true) {
      try {
        captureOnce();
        return true;
      } catch (ActivityFailure e) {
        goOnAfter(e);
        dump();
        if (source.round() != round) {
          return false;
        }
      }
    }
  }

  /// The source as it is now.
  LogicalSource source() {
    return source;
  }

  private void dumpOnce() {
    narration.stage("Listing the collections");
    DumpPlan plan = logical.prepare(source);
    if (toldRound != source.round()) {
      toldRound = source.round();
      tell("Collections: %d, about %d bytes.".formatted(plan.collections(), plan.estimatedBytes()));
    }
    narration.stage("Dumping the collections");
    DumpSummary dumped = logical.dump(source);
    tell(
        "Dumped: %d documents, %d bytes, stored in %d."
            .formatted(dumped.documents(), dumped.plainBytes(), dumped.storedBytes()));
  }

  private void captureOnce() {
    narration.stage("Keeping the oplog of the meantime");
    OplogWindow window = logical.captureOplog(source);
    tell(
        source.hasOplog()
            ? "Oplog: %d entries up to %s.".formatted(window.entries(), window.to().instant())
            : "No oplog: each document is of when it was read, until %s."
                .formatted(window.to().instant()));
  }

  /// Of several sets each says which it is.
  private void tell(String sentence) {
    narration.fact(
        source.role() == null
            ? sentence
            : "%s: %s".formatted(source.source().replicaSet(), sentence));
  }

  private void goOnAfter(ActivityFailure failure) {
    FailureInfo why = Failures.describe(failure);
    if (why.code() == ErrorCode.SOURCE_LOST && losses < MOST_LOSSES) {
      losses++;
      replace(why);
    } else if (why.code() == ErrorCode.OPLOG_ROLLED_OVER
        && replaced
        && source.round() < MOST_ROUNDS) {
      tell("The dump begins again: " + why.message());
      source = source.again(source.source());
      replaced = false;
    } else {
      throw failure;
    }
  }

  private void replace(FailureInfo why) {
    String lost = source.source().address();
    narration.stage("Looking for another source");
    Source found = replacement.of(source.source());
    tell("Lost %s: %s Goes on from %s.".formatted(lost, why.message(), found.address()));
    replaced |= !found.address().equals(lost);
    source = source.withSource(found);
  }
}
