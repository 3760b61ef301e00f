package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import java.io.IOException;
import java.nio.file.Files;

/// Whether a member's files can be copied for a backup by its agent. Changes nothing.
final class SourceCheck {
  private final AgentSettings settings;
  private final Repository repository;
  private final DataFolder folder;
  private final OwnServer server;

  SourceCheck(AgentSettings settings, Repository repository) {
    this.settings = settings;
    this.repository = repository;
    folder = new DataFolder(settings.dbPath(), Mover.RENAME);
    server = new OwnServer(settings);
  }

  /// @param more what else is required
  /// @return a refusal of anything as an answer
  CopyReport look(CopyTask task, Runnable more) {
    try {
      require(task);
      more.run();
      return new CopyReport(settings.member(), null);
    } catch (IOException e) {
      return new CopyReport(settings.member(), FailureInfo.of(Unfit.disk(settings.member(), e)));
    } catch (HoldfastException e) {
      return new CopyReport(settings.member(), FailureInfo.of(e));
    }
  }

  private void require(CopyTask task) throws IOException {
    Unfit.requireMember(settings, task.member());
    if (repository.catalogue().operation(task.operation()).isEmpty()) {
      throw Unfit.because(
          settings.member(),
          "its agent uses another repository, %s.".formatted(repository.store().describe()),
          "Give the agent the HOLDFAST_REPOSITORY_URL that the workers have.");
    }
    repository.requireWritable();
    if (folder.marker().read().isPresent()) {
      throw Unfit.because(
          settings.member(),
          "a restore is not over here.",
          "Start a restore of files into this instance: it ends that one first; --plan says how.");
    }
    if (!server.isListening()) {
      throw Unfit.because(
          settings.member(),
          "no server answers at its address.",
          "Is the agent's --member the server's own name and port?");
    }
    server.requireDataFolder();
    server.requireAddress();
    if (!Files.isReadable(settings.dbPath())) {
      throw Unfit.because(
          settings.member(),
          "the agent may not read %s.".formatted(settings.dbPath()),
          "Run the agent as the database's user.");
    }
  }
}
