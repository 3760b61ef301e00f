package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.agent.MemberCommand;
import io.holdfast.activities.mongodb.command.CommandStoppedException;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.agent.CommandActivities;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.temporal.client.ActivityWorkerShutdownException;

/// The copy command of an agent as activities.
public final class MongoCommandActivities implements CommandActivities {
  private final MemberCommand command;

  public MongoCommandActivities(MemberCommand command) {
    this.command = command;
  }

  @Override
  public CopyReport look(CopyTask task) {
    return ActivityBoundary.call(() -> command.look(task));
  }

  @Override
  public void run(CopyTask task) {
    var _ =
        ActivityBoundary.heartbeating(
            heartbeat -> {
              try {
                command.run(task, heartbeat);
                return true;
              } catch (ActivityWorkerShutdownException | CommandStoppedException e) {
                throw new HoldfastException(
                    ErrorCode.AGENT_MISSING,
                    "The agent of %s was told to end while its copy command ran."
                        .formatted(task.member()),
                    "Start it again.",
                    e);
              }
            });
  }
}
