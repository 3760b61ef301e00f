package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.mongodb.physical.FilesUpload;
import io.holdfast.activities.mongodb.physical.SourceFiles;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.UploadReport;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.agent.UploadedFiles;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// One member's part of a physical backup: its data files go to the repository.
public final class MemberUpload {
  private final AgentSettings settings;
  private final Repository repository;
  private final DataFolder folder;
  private final OwnServer server;
  private final CopyLists lists;

  public MemberUpload(AgentSettings settings, Repository repository) {
    this.settings = settings;
    this.repository = repository;
    folder = new DataFolder(settings.dbPath(), Mover.RENAME);
    server = new OwnServer(settings);
    lists = new CopyLists(repository);
  }

  /// Whether it could be done; a refusal is an answer.
  public UploadReport look(UploadTask task) {
    try {
      require(task);
      return new UploadReport(settings.member(), null);
    } catch (IOException e) {
      return new UploadReport(settings.member(), FailureInfo.of(Unfit.disk(settings.member(), e)));
    } catch (HoldfastException e) {
      return new UploadReport(settings.member(), FailureInfo.of(e));
    }
  }

  private void require(UploadTask task) throws IOException {
    Unfit.requireMember(settings, task.member());
    if (repository.catalogue().operation(task.copy().operation()).isEmpty()) {
      throw Unfit.because(
          settings.member(),
          "its agent uses another repository, %s.".formatted(repository.store().describe()),
          "Give the agent the HOLDFAST_REPOSITORY_URL that the workers have.");
    }
    repository.requireWritable();
    repository.requireKeyOfToday();
    if (folder.marker().read().isPresent()) {
      throw Unfit.because(
          settings.member(),
          "a restore is not over here.",
          "Start that restore again: it cleans up first.");
    }
    if (!server.isListening()) {
      throw Unfit.because(
          settings.member(),
          "no server answers at its address.",
          "Is the agent's --member the server's own name and port?");
    }
    server.requireDataFolder();
    if (!Files.isReadable(settings.dbPath())) {
      throw Unfit.because(
          settings.member(),
          "the agent may not read %s.".formatted(settings.dbPath()),
          "Run the agent as the database's user.");
    }
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
