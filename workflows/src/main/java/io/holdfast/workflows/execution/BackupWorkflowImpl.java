package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.BackupWorkflow;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The stages of a backup.
public final class BackupWorkflowImpl implements BackupWorkflow {
  /// Since this change a source that is lost is replaced.
  private static final String REPLACING = "replace-a-lost-source";

  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final BackupActivities backups =
      Workflow.newActivityStub(BackupActivities.class, ActivityProfiles.control());
  private final BackupActivities completing =
      Workflow.newActivityStub(BackupActivities.class, ActivityProfiles.bulk());

  private final BackupRequest request;
  private final BackupRef backup;
  private final OperationFrame frame;
  private final Narration narration;
  private BackupState state = BackupState.STARTING;
  private @Nullable Supplier<BackupResult> completion;

  @WorkflowInit
  public BackupWorkflowImpl(BackupRequest request) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    this.request = request;
    backup =
        new BackupRef(
            request.operation().instance(), request.name(), now.truncatedTo(ChronoUnit.SECONDS));
    frame = new OperationFrame(new OperationRequest.Backup(request));
    narration = new Narration(request.operation(), state, state.label());
  }

  @Override
  public BackupResult run(BackupRequest sameAsInConstructor) {
    return frame.run(this::take, this::undo, this::close);
  }

  @Override
  public BackupState state() {
    return state;
  }

  @Override
  public OperationStatus progress() {
    return narration.status();
  }

  private BackupResult take() {
    if (request.method() == Method.EXTERNAL) {
      BackupRules.requireMethod(Method.LOGICAL, request.method());
    }
    backups.admit(request);
    narration.stage("Inspecting the deployment");
    Topology topology = topologies.inspect(request.operation().instance());
    BackupRules.check(request.method(), topology);
    frame.claim(() -> topology);
    List<LogicalSource> chosen = choose(topology);
    frame.intend(new Intent.WritePayload(backup));
    enter(BackupState.RUNNING, "Listing the collections");
    List<LogicalSource> sources = dump(topology, chosen);
    enter(BackupState.FINALIZING, "Checking every object and writing the manifest");
    completion = () -> completing.complete(request, backup, topology, sources);
    return completed(completion.get());
  }

  private List<LogicalSource> choose(Topology topology) {
    List<LogicalSource> sources = new ArrayList<>();
    for (ReplicaSet set : topology.replicaSets()) {
      Source source = SourceChoice.choose(set, request.allowPrimary());
      narration.fact("Reads from %s: %s".formatted(source.address(), source.reason()));
      sources.add(
          new LogicalSource(
              request.operation(),
              backup,
              source,
              0,
              limits(topology),
              topology.role(set.name()),
              null));
    }
    return List.copyOf(sources);
  }

  /// What was said of the whole holds for all sets together.
  private @Nullable LoadLimits limits(Topology topology) {
    LoadLimits limits = request.limits();
    return limits == null ? null : limits.share(limits.dumpsOf(topology.replicaSets().size()));
  }

  /// @return the sources as they were in the end
  private List<LogicalSource> dump(Topology topology, List<LogicalSource> chosen) {
    boolean replaces =
        Workflow.getVersion(REPLACING, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
    Cluster cluster = topology.cluster();
    return cluster == null
        ? List.of(setDump(chosen.getFirst(), replaces).run())
        : dump(cluster, chosen.stream().map(source -> setDump(source, replaces)).toList());
  }

  private SetDump setDump(LogicalSource source, boolean replaces) {
    return new SetDump(source, new SourceReplacement(request), narration, replaces);
  }

  private List<LogicalSource> dump(Cluster cluster, List<SetDump> dumps) {
    InstanceId instance = request.operation().instance();
    if (cluster.balancing()) {
      frame.intend(new Intent.StopBalancer(instance));
    }
    LoadLimits limits = request.limits();
    int places = limits == null ? dumps.size() : limits.dumpsOf(dumps.size());
    return new ClusterDump(instance, cluster, dumps, places, narration).run();
  }

  private BackupResult completed(BackupResult result) {
    enter(BackupState.COMPLETED, "The backup exists");
    return result;
  }

  private Optional<BackupResult> undo() {
    narration.stage("Deleting what was written");
    Supplier<BackupResult> complete = completion;
    // Where an attempt wrote the manifest and did not live to say so, the backup exists.
    return frame.undo() || complete == null
        ? Optional.empty()
        : Optional.of(completed(complete.get()));
  }

  private void close(OperationOutcome outcome, FailureInfo why) {
    boolean cancelled = outcome == OperationOutcome.CANCELLED;
    enter(cancelled ? BackupState.CANCELLED : BackupState.FAILED, why.message());
  }

  private void enter(BackupState next, String stage) {
    state = state.to(next);
    narration.enter(next, next.label(), stage);
  }
}
