package io.holdfast.workflows.runtime;

import io.holdfast.workflows.error.ErrorCode;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/// The timeouts and retries of every activity, each with its reason. The only place for them.
public final class ActivityProfiles {
  /// How long after its last heartbeat an activity may still be running unseen. `recover` waits
  /// this out before it undoes what a terminated workflow left. A minute rides out a restart of
  /// Temporal without losing the attempt, and is soon enough for a worker that was killed.
  public static final Duration HEARTBEAT = Duration.ofMinutes(1);

  /// How long a backup tries to look at a deployment that does not answer, unless the worker says
  /// otherwise. An election takes seconds and a restart minutes; a shard that is down for longer
  /// needs a person, who should hear of it while the night is young. A limit of this length is this
  /// one: nothing else may have it.
  public static final Duration DATABASE_PATIENCE = Duration.ofMinutes(5);

  /// The same of an agent, see [#agentStep].
  private static final Duration AGENT_HEARTBEAT = Duration.ofSeconds(15);

  private static final RetryOptions FOREVER =
      RetryOptions.newBuilder()
          // The first retry is quick: most faults are a dropped connection.
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          // A store or database that is down for an hour is asked twice a minute, not hammered.
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private ActivityProfiles() {}

  /// A look or a small record: seconds of work, so a minute without an answer means a lost worker.
  /// Gives up after ten minutes, since a person waits for the answer.
  public static ActivityOptions control() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CONTROL)
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setScheduleToCloseTimeout(Duration.ofMinutes(10))
        .setRetryOptions(FOREVER)
        .build();
  }

  /// A look at the deployment that is to be backed up. Fails with what the last look found.
  public static ActivityOptions admission() {
    return control().toBuilder().setScheduleToCloseTimeout(DATABASE_PATIENCE).build();
  }

  /// A look on behalf of a waiting API call: the caller has a timeout of its own, so two attempts
  /// within seconds and then the reason.
  public static ActivityOptions interactive() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CONTROL)
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setScheduleToCloseTimeout(Duration.ofSeconds(25))
        .setRetryOptions(FOREVER.toBuilder().setMaximumAttempts(2).build())
        .build();
  }

  /// What must happen in the end, however long the store is away: the end of an operation, its
  /// clean-up. No limit on the whole, or a record would say "running" for ever.
  public static ActivityOptions closing() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CONTROL)
        .setStartToCloseTimeout(Duration.ofMinutes(10))
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(FOREVER)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .build();
  }

  /// A transfer of unknown length. Only the heartbeat bounds an attempt; a faulty hour is ridden
  /// out, a faulty day is a failure that people should see. Waits for the cancelled attempt to
  /// stop, because what it writes is cleaned up next.
  public static ActivityOptions bulk() {
    return transfer(FOREVER.toBuilder().setMaximumAttempts(100).build());
  }

  /// A transfer from a member of a replica set. When that is lost, the workflow looks for another:
  /// trying again on the same one would be in vain.
  public static ActivityOptions reading() {
    return transfer(
        FOREVER.toBuilder()
            .setMaximumAttempts(100)
            .setDoNotRetry(ErrorCode.SOURCE_LOST.name())
            .build());
  }

  /// Something that is held open until it is no longer needed, which is told by a cancel: so the
  /// cancelled attempt must be waited for. One attempt: what a process held is lost with it, and
  /// the workflow begins again with a new one. Without a worker to hold it for ten minutes people
  /// should see why.
  ///
  /// @param atMost how long it is held if nobody ends it
  public static ActivityOptions holding(Duration atMost) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.HOLD)
        .setScheduleToStartTimeout(Duration.ofMinutes(10))
        .setStartToCloseTimeout(atMost)
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .build();
  }

  /// A look by a member's agent. A worker polls all the time, so an agent that has not taken it
  /// within seconds is not there: people learn that while they look. The same patience as
  /// [#interactive], because a plan is waited for.
  public static ActivityOptions agentLook(String queue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToStartTimeout(Duration.ofSeconds(10))
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setRetryOptions(FOREVER.toBuilder().setMaximumAttempts(1).build())
        .build();
  }

  /// A step by a member's agent. There is one agent for a member and it does one step at a time, so
  /// a short heartbeat cannot let two attempts meet: a killed agent costs seconds once it is back.
  /// An agent that stays away for an hour fails the restore, and a server that will not start is
  /// not started for ever.
  public static ActivityOptions agentStep(String queue) {
    return agent(queue)
        .setScheduleToStartTimeout(Duration.ofHours(1))
        .setRetryOptions(FOREVER.toBuilder().setMaximumAttempts(5).build())
        .build();
  }

  /// A transfer between an agent's host and the repository: as [#bulk], by one agent, which may be
  /// away for an hour.
  public static ActivityOptions agentTransfer(String queue) {
    return agent(queue)
        .setScheduleToStartTimeout(Duration.ofHours(1))
        .setRetryOptions(FOREVER.toBuilder().setMaximumAttempts(100).build())
        .build();
  }

  /// The user's own command on an agent's host. The agent has just said that it is there. One
  /// attempt: see the activity.
  public static ActivityOptions agentCommand(String queue) {
    return agent(queue)
        .setScheduleToStartTimeout(Duration.ofSeconds(20))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  /// The note that the new data is proven. The servers take writes on it by then, which going back
  /// would lose: so a disk that refuses is tried again for some three minutes.
  public static ActivityOptions agentProving(String queue) {
    return agent(queue)
        .setScheduleToStartTimeout(Duration.ofHours(1))
        .setRetryOptions(FOREVER.toBuilder().setMaximumAttempts(12).build())
        .build();
  }

  /// What an agent must do in the end, forward or back: without it a member stays as the restore
  /// left it. The agent is waited for however long it is away, but a disk that refuses for half an
  /// hour needs a person, who is told when the restore is over.
  public static ActivityOptions agentClosing(String queue) {
    return agent(queue).setRetryOptions(FOREVER.toBuilder().setMaximumAttempts(60).build()).build();
  }

  private static ActivityOptions.Builder agent(String queue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(Duration.ofDays(7))
        .setHeartbeatTimeout(AGENT_HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
  }

  /// The extension of a cursor that is held: short once a majority of the set has the time, which
  /// is waited for with heartbeats. A cursor that fails to be extended is opened anew, so there is
  /// one attempt.
  public static ActivityOptions extending() {
    return transfer(RetryOptions.newBuilder().setMaximumAttempts(1).build());
  }

  /// The counting of documents beside a copy. Nothing depends on it, so a faulty minute is enough;
  /// cancelled it keeps what it has, which is waited for.
  public static ActivityOptions counting() {
    return transfer(
        FOREVER.toBuilder()
            .setMaximumAttempts(5)
            .setDoNotRetry(ErrorCode.SOURCE_LOST.name(), ErrorCode.ACCESS_DENIED.name())
            .build());
  }

  /// A command of the user's own. Without anybody who may run it people should see why within
  /// seconds, while the files are kept. One attempt: see the activity.
  public static ActivityOptions copyCommand() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.COPY)
        .setScheduleToStartTimeout(Duration.ofSeconds(20))
        .setStartToCloseTimeout(Duration.ofDays(7))
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .build();
  }

  private static ActivityOptions transfer(RetryOptions retries) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.BULK)
        .setStartToCloseTimeout(Duration.ofDays(7))
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(retries)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .build();
  }
}
