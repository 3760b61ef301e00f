package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.command.CopyCommandRunner;
import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.external.CopyCommandActivities;
import io.holdfast.workflows.external.CopyTask;

/// The copy command as an activity.
public final class CopyCommandActivitiesImpl implements CopyCommandActivities {
  private final CopyLists lists;
  private final CopyCommandRunner runner;

  public CopyCommandActivitiesImpl(CopyLists lists, CopyCommandRunner runner) {
    this.lists = lists;
    this.runner = runner;
  }

  @Override
  public void run(CopyTask task) {
    var _ =
        ActivityBoundary.heartbeating(
            heartbeat -> {
              ExternalContent content = lists.require(task);
              lists.write(task, content.withCommand(runner.run(task, content, heartbeat)));
              return true;
            });
  }
}
