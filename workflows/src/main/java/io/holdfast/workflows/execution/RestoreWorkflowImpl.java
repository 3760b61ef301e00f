package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.RestoreWorkflow;
import io.holdfast.workflows.restore.SetLoad;
import io.holdfast.workflows.restore.ShardByShard;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages of a restore.
public final class RestoreWorkflowImpl implements RestoreWorkflow {
  /// Since this change a restore notes that it loads beside what it is to replace.
  private static final String BESIDE = "intend-to-load-beside";

  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final RestoreActivities looking =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.control());
  private final RestoreActivities restoring =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.bulk());
  private final RestoreActivities closing =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.closing());

  private final RestoreCourse course;
  private final Narration narration;

  @WorkflowInit
  public RestoreWorkflowImpl(RestoreRequest request) {
    course = new RestoreCourse(request, closing::record);
    narration = course.narration();
  }

  @Override
  public RestoreResult run(RestoreRequest sameAsInConstructor) {
    return course.run(this::bringBack, this::undo);
  }

  @Override
  public RestoreState state() {
    return course.state();
  }

  @Override
  public OperationStatus progress() {
    return course.status();
  }

  private RestoreResult bringBack() {
    RestoreRequest request = course.request();
    course.enter(RestoreState.CHECKING, "Looking at the backup and the target");
    course.frame().claim(() -> topologies.inspect(request.target()));
    RestorePlan plan = looking.plan(request);
    RestoreTask accepted = accept(plan);
    narration.stage("Reading the whole backup before the target is touched");
    restoring.verify(accepted);
    if (request.isShadowed()) {
      intendToLoadBeside();
    }
    course.enter(RestoreState.LOADING, "Preparing the target");
    narration.fact("Loaded: %d documents.".formatted(load(accepted, plan.shardByShard())));
    course.enter(RestoreState.REPLAYING, "Replaying the oplog up to the point in time");
    narration.fact("Replayed: %d oplog entries.".formatted(restoring.replay(accepted)));
    course.enter(RestoreState.INDEXING, "Building the indexes");
    narration.fact("Built: %d indexes.".formatted(restoring.buildIndexes(accepted)));
    if (request.isShadowed()) {
      exchange(accepted);
    }
    narration.stage("Merging users and roles");
    restoring.mergeUsers(accepted);
    course.enter(RestoreState.PROVING, "Comparing every collection with the manifest");
    Proof verdict = judge(restoring.prove(accepted));
    course.complete("The target holds what the backup holds", () -> {});
    return new RestoreResult(
        plan.backup(), plan.pointInTime(), verdict.collections(), verdict.documents());
  }

  /// The first closed gate's refusal is why the restore fails; nothing has been touched by then.
  private RestoreTask accept(RestorePlan plan) {
    RestoreTask found = course.accept(plan.backup());
    narration.fact(
        "Brings back %s %s %s: %d collections, %d documents, %d bytes."
            .formatted(
                plan.backup(),
                plan.consistency() == Consistency.NONE ? "of no one time, read until" : "as of",
                plan.pointInTime().instant(),
                plan.collections(),
                plan.documents(),
                plan.plainBytes()));
    for (Gate gate : plan.gates()) {
      FailureInfo refusal = gate.refusal();
      if (refusal != null) {
        throw refusal.toException();
      }
    }
    return found;
  }

  /// A terminated workflow drops nothing: whoever comes after it does.
  private void intendToLoadBeside() {
    if (Workflow.getVersion(BESIDE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION) {
      course.frame().intend(new Intent.LoadBeside(course.request().target()));
    }
  }

  private long load(RestoreTask accepted, @Nullable ShardByShard way) {
    if (way == null) {
      restoring.prepare(accepted);
      narration.stage("Loading the documents");
      return restoring.load(accepted);
    }
    InstanceId target = accepted.request().target();
    if (way.balancing()) {
      course.frame().intend(new Intent.StopBalancer(target));
    }
    return new StoppedBalancer(target, way.balancing(), narration)
        .during("the load", () -> loadShards(accepted, way));
  }

  private long loadShards(RestoreTask accepted, ShardByShard way) {
    narration.stage("Preparing the shards");
    restoring.prepare(accepted);
    narration.stage("Loading the shards side by side");
    List<Long> loaded = new ArrayList<>();
    SideBySide.run(
        way.parts(),
        part -> loaded.add(restoring.loadSet(new SetLoad(accepted, part.replicaSet()))));
    return loaded.stream().mapToLong(Long::longValue).sum();
  }

  /// Nothing that was there before is touched until what takes its place is proven.
  private void exchange(RestoreTask accepted) {
    narration.stage("Comparing what was loaded with the manifest");
    var _ = judge(restoring.proveShadow(accepted));
    course.prove(null); // it is about names that are gone next
    narration.stage("Putting the collections in their places");
    narration.fact("Replaced: %d collections.".formatted(restoring.exchange(accepted)));
  }

  private void undo() {
    RestoreTask begun = course.task();
    if (begun != null && begun.request().isShadowed()) {
      narration.stage("Dropping what was loaded beside the old data");
      looking.discardShadow(begun);
    }
  }

  private Proof judge(Proof verdict) {
    course.prove(verdict);
    if (!verdict.holds()) {
      throw new HoldfastException(
          ErrorCode.PROOF_FAILED,
          "%d of %d collections of %s do not hold what the backup holds."
              .formatted(verdict.differences(), verdict.collections(), course.request().target()),
          "The restore's record names them. Was somebody writing to the target? Then restore again.");
    }
    narration.fact(
        "Proven: %d documents in %d collections."
            .formatted(verdict.documents(), verdict.collections()));
    return verdict;
  }
}
