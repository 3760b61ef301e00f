package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.ClusterActivities;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The first stage of an external backup: the files of one member of each replica set are kept as
/// they are, all for one time.
final class CopyOpening {
  /// Each costs two dozen events of history, and a person a whole copy.
  static final int MOST_ROUNDS = 100;

  /// The version from which on an agent is waited for that was there before the first copy.
  private static final String AWAITING = "agents-awaited";

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ClusterActivities waiting =
      Workflow.newActivityStub(ClusterActivities.class, ActivityProfiles.bulk());
  private final ClusterActivities closing =
      Workflow.newActivityStub(ClusterActivities.class, ActivityProfiles.closing());
  private final ExternalBackupActivities releasing =
      Workflow.newActivityStub(ExternalBackupActivities.class, ActivityProfiles.closing());
  private final ExternalBackupActivities extending =
      Workflow.newActivityStub(ExternalBackupActivities.class, ActivityProfiles.extending());

  private final BackupCourse course;
  private final BackupRequest request;
  private final Narration narration;
  private final CopySource sources;
  private int round;
  private @Nullable HeldRound newest;

  CopyOpening(BackupCourse course) {
    this.course = course;
    this.request = course.request();
    this.narration = course.narration();
    this.sources = new CopySource(request);
  }

  /// How many rounds were begun.
  int rounds() {
    return round;
  }

  /// Told by an activity that holds something.
  void tell(OpenedCursor told) {
    HeldRound listening = newest;
    if (listening != null) {
      listening.tell(told);
    }
  }

  /// Lets go of whatever is held, and waits until it is.
  void abandon() {
    HeldRound held = newest;
    if (held != null) {
      held.abandon("the backup is over");
    }
  }

  /// Keeps everything that is to be copied, patiently.
  ///
  /// @param attempt which copy it will be
  HeldRound open(int attempt) {
    long begin = Workflow.currentTimeMillis();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return openOnce(attempt);
      } catch (ActivityFailure | HoldfastException e) {
        FailureInfo why = Failures.describe(e);
        boolean passes =
            why.code().category() == ErrorCategory.UNAVAILABLE
                && (why.code() != ErrorCode.AGENT_MISSING || comesBack(attempt));
        boolean patient =
            Workflow.currentTimeMillis() - begin
                < CopySource.patience(attempt, why.code()).toMillis();
        if (!passes || !patient || round >= MOST_ROUNDS) {
          throw e;
        }
        narration.stage("Waits, because the files cannot be kept yet: " + why.message());
        Workflow.sleep(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
  }

  /// Who asks for a copy by agents is told at once that there is none; one that was there comes
  /// back.
  private boolean comesBack(int attempt) {
    return attempt > 1
        || (sources.hasChosen()
            && Workflow.getVersion(AWAITING, Workflow.DEFAULT_VERSION, 1)
                > Workflow.DEFAULT_VERSION);
  }

  private HeldRound openOnce(int attempt) {
    Topology topology = sources.look();
    Keeping keeping = sources.keeping(topology);
    narration.stage("Choosing the members to copy from");
    boolean many = topology.cluster() != null;
    AgentSearch agents = new AgentSearch(source -> task(source, false, keeping, many));
    List<CopySource.Chosen> chosen = sources.choose(topology, keeping, agents);
    chosen.forEach(it -> course.intend(new Intent.HoldCursor(it.source().address())));
    HeldRound opened =
        topology.cluster() == null
            ? hold(chosen, keeping, many)
            : holdCluster(chosen, keeping, topology.cluster().balancing());
    chosen.forEach(it -> tell(attempt, it));
    return opened;
  }

  private void tell(int attempt, CopySource.Chosen chosen) {
    narration.fact(
        "Attempt %d copies from %s: %s%s"
            .formatted(
                attempt,
                chosen.source().address(),
                chosen.source().reason(),
                chosen.agentsCommand() ? " Its agent runs its copy command." : ""));
  }

  private HeldRound hold(List<CopySource.Chosen> chosen, Keeping keeping, boolean oneOfMany) {
    narration.stage(
        (keeping == Keeping.BACKUP_CURSOR ? "Opening a backup cursor on " : "Locking ")
            + chosen.stream().map(it -> it.source().address()).collect(Collectors.joining(", ")));
    round++;
    HeldRound opening =
        HeldRound.hold(
            chosen.stream()
                .map(it -> task(it.source(), it.agentsCommand(), keeping, oneOfMany))
                .toList());
    newest = opening;
    try {
      opening.awaitOpen();
      return opening;
    } catch (ActivityFailure | HoldfastException e) {
      letGo(opening);
      throw e;
    }
  }

  /// Undoes what the death of a process left of a round that is over. A cursor ends by itself, or
  /// with the next one on its member; a lock does not.
  void letGo(HeldRound over) {
    over.tasks().stream()
        .filter(task -> task.means() == Keeping.FSYNC_LOCK)
        .forEach(
            task -> Workflow.newDetachedCancellationScope(() -> releasing.release(task)).run());
  }

  private CopyTask task(Source source, boolean agentsCommand, Keeping keeping, boolean oneOfMany) {
    return new CopyTask(
        request.operation(),
        course.backup(),
        round,
        source,
        request.copyDeadline().toSeconds(),
        keeping == Keeping.BACKUP_CURSOR ? null : keeping,
        oneOfMany ? true : null,
        agentsCommand ? true : null);
  }

  /// No chunk may move between the first set's time and the last one's. Once all have one time the
  /// files stay as they are, and the balancer may go on.
  private HeldRound holdCluster(
      List<CopySource.Chosen> chosen, Keeping keeping, boolean balancing) {
    InstanceId instance = request.operation().instance();
    if (balancing) {
      course.intend(new Intent.StopBalancer(instance));
    }
    try {
      narration.stage("Stopping the balancer");
      waiting.stopBalancer(instance);
      HeldRound opened = hold(chosen, keeping, true);
      settle(opened);
      return opened;
    } catch (ActivityFailure | HoldfastException e) {
      Workflow.newDetachedCancellationScope(this::abandon).run();
      throw e;
    } finally {
      if (balancing) {
        Workflow.newDetachedCancellationScope(() -> closing.startBalancer(instance)).run();
      }
    }
  }

  /// Brings all to one time, which is not before what any of them has.
  private void settle(HeldRound opened) {
    narration.stage("Settling one time for all shards");
    PointInTime time =
        waiting.settleTime(
            opened.tasks().stream()
                .map(task -> new LogicalSource(task.operation(), task.backup(), task.source()))
                .toList());
    narration.stage("Extending the cursors to " + time.instant());
    List<Promise<OpenedCursor>> extended =
        opened.tasks().stream().map(task -> Async.function(extending::extend, task, time)).toList();
    // All of them: one that is on its way must not be left alone.
    RuntimeException first = Promise.allOf(extended).handle((_, e) -> e).get();
    extended.forEach(promise -> promise.handle((_, _) -> true).get());
    if (first != null) {
      throw first;
    }
    extended.stream().map(Promise::get).map(Objects::requireNonNull).forEach(opened::tell);
  }
}
