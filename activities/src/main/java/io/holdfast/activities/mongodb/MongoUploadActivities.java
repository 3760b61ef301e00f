package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.agent.MemberUpload;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.agent.UploadActivities;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.agent.UploadedFiles;

/// The agent's part of physical backups as activities.
public final class MongoUploadActivities implements UploadActivities {
  private final MemberUpload upload;

  public MongoUploadActivities(MemberUpload upload) {
    this.upload = upload;
  }

  @Override
  public CopyReport look(UploadTask task) {
    return ActivityBoundary.call(() -> upload.look(task));
  }

  @Override
  public UploadedFiles upload(UploadTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> upload.upload(task, heartbeat));
  }
}
