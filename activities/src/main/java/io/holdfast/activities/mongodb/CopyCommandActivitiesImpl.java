package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.command.CommandStoppedException;
import io.holdfast.activities.mongodb.command.CommandedCopy;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyCommandActivities;
import io.holdfast.workflows.external.CopyTask;
import io.temporal.client.ActivityWorkerShutdownException;
import java.nio.file.Path;

/// The copy command of a worker as an activity.
public final class CopyCommandActivitiesImpl implements CopyCommandActivities {
  private final CommandedCopy copy;

  public CopyCommandActivitiesImpl(CommandedCopy copy) {
    this.copy = copy;
  }

  @Override
  public void run(CopyTask task) {
    var _ =
        ActivityBoundary.heartbeating(
            heartbeat -> {
              try {
                copy.make(task, content -> Path.of(content.dbPath()), heartbeat);
                return true;
              } catch (ActivityWorkerShutdownException | CommandStoppedException e) {
                throw new HoldfastException(
                    ErrorCode.COPY_COMMAND_MISSING,
                    "The worker that copied from %s was told to end while its copy command ran."
                        .formatted(task.member()),
                    "Start it again.",
                    e);
              }
            });
  }
}
