package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.agent.UploadActivities;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.agent.UploadedFiles;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A copy into the repository, by the member's agent.
final class AgentUpload implements HostCopy {
  private final @Nullable LoadLimits limits;
  private final Narration narration;

  AgentUpload(@Nullable LoadLimits limits, Narration narration) {
    this.limits = limits;
    this.narration = narration;
  }

  @Override
  public Promise<?> start(CopyTask task) {
    UploadTask upload = new UploadTask(task, limits);
    UploadActivities agent =
        Workflow.newActivityStub(
            UploadActivities.class,
            ActivityProfiles.agentTransfer(
                AgentQueue.of(task.operation().instance(), upload.member())));
    return Async.function(agent::upload, upload).thenApply(this::tell);
  }

  private UploadedFiles tell(UploadedFiles done) {
    narration.fact(
        "The agent of %s uploaded %d files of %d bytes, stored as %d."
            .formatted(done.member(), done.files(), done.bytes(), done.storedBytes()));
    return done;
  }

  /// An agent that died goes on where it was.
  @Override
  public Optional<String> loss(CopyTask task, RuntimeException failure) {
    return Optional.empty();
  }

  @Override
  public HoldfastException reason(CopyTask task, RuntimeException failure) {
    return AgentFailures.named(task.operation().instance(), task.member(), failure);
  }
}
