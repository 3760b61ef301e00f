package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.BackupWorkflow;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages of a backup.
public final class BackupWorkflowImpl implements BackupWorkflow {
  /// Since this change a source that is lost is replaced.
  private static final String REPLACING = "replace-a-lost-source";

  /// Since this change every set of a cluster is asked for privileges before anything is done to
  /// it.
  private static final String ASKING_FIRST = "ask-a-cluster-for-privileges";

  private final BackupActivities completing =
      Workflow.newActivityStub(BackupActivities.class, ActivityProfiles.bulk());

  private final BackupRequest request;
  private final BackupCourse course;

  @WorkflowInit
  public BackupWorkflowImpl(BackupRequest request) {
    this.request = request;
    course = new BackupCourse(request);
  }

  @Override
  public BackupResult run(BackupRequest sameAsInConstructor) {
    return course.run(this::take, "Deleting what was written", () -> {});
  }

  @Override
  public BackupState state() {
    return course.state();
  }

  @Override
  public OperationStatus progress() {
    return course.status();
  }

  private BackupResult take() {
    BackupRules.requireMadeHere(false, request.method());
    Topology topology = course.admit();
    List<LogicalSource> chosen = choose(topology);
    course.begin("Listing the collections");
    List<LogicalSource> sources = dump(topology, chosen);
    return course.complete(
        "Checking every object and writing the manifest",
        () -> completing.complete(request, course.backup(), topology, sources));
  }

  private List<LogicalSource> choose(Topology topology) {
    List<LogicalSource> sources = new ArrayList<>();
    for (ReplicaSet set : topology.replicaSets()) {
      Source source = SourceChoice.choose(set, request.allowPrimary());
      course.narration().fact("Reads from %s: %s".formatted(source.address(), source.reason()));
      sources.add(
          new LogicalSource(
              request.operation(),
              course.backup(),
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
    return new SetDump(source, new SourceReplacement(request), course.narration(), replaces);
  }

  private List<LogicalSource> dump(Cluster cluster, List<SetDump> dumps) {
    InstanceId instance = request.operation().instance();
    LoadLimits limits = request.limits();
    int places = limits == null ? dumps.size() : limits.dumpsOf(dumps.size());
    ClusterDump dump = new ClusterDump(instance, cluster, dumps, places, course.narration());
    if (Workflow.getVersion(ASKING_FIRST, Workflow.DEFAULT_VERSION, 1) == 1) {
      dump.requirePrivileges();
    }
    if (cluster.balancing()) {
      course.intend(new Intent.StopBalancer(instance));
    }
    return dump.run();
  }
}
