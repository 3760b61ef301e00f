package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.mongodb.physical.FilesUpload;
import io.holdfast.activities.mongodb.physical.SourceFiles;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.agent.UploadedFiles;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PayloadObject;
import java.io.UncheckedIOException;

/// One member's part of a physical backup: its data files go to the repository.
public final class MemberUpload {
  private final AgentSettings settings;
  private final Repository repository;
  private final SourceCheck check;
  private final CopyLists lists;

  public MemberUpload(AgentSettings settings, Repository repository) {
    this.settings = settings;
    this.repository = repository;
    check = new SourceCheck(settings, repository);
    lists = new CopyLists(repository);
  }

  /// Whether it could be done; a refusal is an answer.
  public CopyReport look(UploadTask task) {
    return check.look(task.copy(), repository::requireKeyOfToday);
  }

  /// Uploads every file that the task's list has, but for what an earlier attempt has uploaded, and
  /// completes the list.
  public UploadedFiles upload(UploadTask task, Heartbeat heartbeat) {
    Unfit.requireMember(settings, task.member());
    try {
      ExternalContent uploaded =
          new FilesUpload(
                  repository,
                  new SourceFiles(settings.member(), settings.dbPath()),
                  task,
                  lists.require(task.copy()),
                  heartbeat)
              .run();
      lists.write(task.copy(), uploaded);
      return new UploadedFiles(
          settings.member(),
          uploaded.files().size(),
          ExternalContent.bytes(uploaded.files()),
          uploaded.objects().mapToLong(PayloadObject::length).sum());
    } catch (UncheckedIOException e) {
      throw Unfit.disk(settings.member(), e);
    }
  }
}
