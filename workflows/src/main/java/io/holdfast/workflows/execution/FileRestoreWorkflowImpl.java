package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.agent.RecoveredMember;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.filerestore.ClusterPlan;
import io.holdfast.workflows.filerestore.FileRestoreActivities;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.filerestore.FileRestoreWorkflow;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.filerestore.RestoreFinishAnswer;
import io.holdfast.workflows.filerestore.SetPlan;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The stages of a restore of data files: prepare, copy, complete.
public final class FileRestoreWorkflowImpl implements FileRestoreWorkflow {
  /// Since this change the record says whose files are exchanged.
  private static final String INTENDING = "intend-to-replace-files";

  private final FileRestoreActivities looking =
      Workflow.newActivityStub(FileRestoreActivities.class, ActivityProfiles.control());
  private final FileRestoreActivities waiting =
      Workflow.newActivityStub(FileRestoreActivities.class, ActivityProfiles.bulk());
  private final FileRestoreActivities closing =
      Workflow.newActivityStub(FileRestoreActivities.class, ActivityProfiles.closing());

  private final RestoreCourse course;
  private final Narration narration;
  private final FinishGate gate;
  private final FileRestoreEnd end;
  private @Nullable Agents touched;
  private @Nullable FileSettings settings;
  private int settled;

  @WorkflowInit
  public FileRestoreWorkflowImpl(RestoreRequest request) {
    course = new RestoreCourse(request, closing::record);
    narration = course.narration();
    gate = new FinishGate(request.operation());
    end = new FileRestoreEnd(course);
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

  @Override
  public RestoreCopyStatus copy() {
    return gate.status(course.state());
  }

  @Override
  public void copied(String token) {
    var _ = gate.offer(token);
  }

  @Override
  public RestoreFinishAnswer finish(String token, @Nullable FileSettings given) {
    FailureInfo refusal = gate.offer(token).orElse(null);
    // The same word may come twice, the second time without what the first one said.
    if (refusal == null && (given != null || settled != gate.attempt())) {
      settings = given;
      settled = gate.attempt();
    }
    return new RestoreFinishAnswer(gate.status(course.state()), refusal);
  }

  private RestoreResult bringBack() {
    RestoreRequest request = course.request();
    course.enter(RestoreState.CHECKING, "Looking at the backup, the target and every member");
    FileRestorePlan plan = looking.plan(request);
    course.frame().claim(plan.deployment());
    var _ = course.accept(plan.plan().backup());
    FilePreflight preflight = new FilePreflight(request, plan, narration);
    Agents agents = preflight.pass();
    intend(preflight.intent());
    touched = agents;
    course.enter(RestoreState.PREPARING, "Stopping the servers and moving their data aside");
    var _ = agents.all((agent, member) -> done(() -> end.prepare(agent, member)));
    copy(preflight, agents);
    narration.stage("Bringing the files to the backup's time");
    List<RecoveredMember> recovered =
        agents.with(settings).all((agent, member) -> agent.recover(member));
    recovered.forEach(this::tell);
    requireRoutersDown(plan);
    narration.stage("Putting the files in their places and starting the servers");
    var _ = agents.all((agent, member) -> done(() -> agent.place(member)));
    course.enter(RestoreState.PROVING, "Waiting for the servers to agree");
    for (SetPlan set : plan.sets()) {
      String primary = waiting.awaitPrimary(request.target(), set.members());
      narration.fact("%s answers as primary.".formatted(primary));
    }
    end.decide(agents);
    course.complete("Every member runs on the backup's files", () -> settle(agents));
    return new RestoreResult(
        plan.plan().backup(),
        plan.plan().pointInTime(),
        collections(recovered),
        documents(recovered));
  }

  private void intend(Intent intent) {
    if (Workflow.getVersion(INTENDING, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION) {
      course.frame().intend(intent);
    }
  }

  /// A router that lives through the exchange would write with what it knew of the old data.
  private void requireRoutersDown(FileRestorePlan plan) {
    ClusterPlan cluster = plan.cluster();
    if (cluster == null) {
      return;
    }
    String routers = String.join(", ", cluster.routers());
    narration.stage("Waiting until the routers are stopped: " + routers);
    narration.wish("**Stop every router of the cluster**: " + routers);
    List<String> up = waiting.awaitRoutersDown(cluster.routers(), options().copyDeadlineSeconds());
    narration.wish("");
    if (!up.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.MEMBER_UNFIT,
          "Routers of the cluster still run: %s.".formatted(String.join(", ", up)),
          "The old data is back. Stop them once the next restore is ready to copy.");
    }
  }

  /// The members of a replica set have the same; a sharded collection is on many shards.
  private static int collections(List<RecoveredMember> recovered) {
    return recovered.stream().mapToInt(RecoveredMember::collections).max().orElse(0);
  }

  /// Those that were counted; every member of a set has the same, give or take what the backup's
  /// time left open.
  private static long documents(List<RecoveredMember> recovered) {
    Map<String, Long> most = new TreeMap<>();
    for (RecoveredMember member : recovered) {
      RecoveredMember.ProvenCounts proven = member.proven();
      if (proven != null) {
        var _ = most.merge(member.member().replicaSet(), proven.documents(), Math::max);
      }
    }
    return most.values().stream().mapToLong(Long::longValue).sum();
  }

  private void copy(FilePreflight preflight, Agents agents) {
    if (preflight.isFetched()) {
      course.enter(RestoreState.DOWNLOADING, "The agents download the files");
      agents.download();
      course.enter(RestoreState.RECOVERING, "Every file is there, and was verified");
    } else {
      new FileCopy(course, gate, preflight.places()).await(agents, options());
    }
  }

  private void settle(Agents agents) {
    touched = null;
    end.settle(agents, options().keepOld());
  }

  private FileOptions options() {
    FileOptions options = course.request().files();
    if (options == null) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A restore of data files was asked for without saying how.",
          "Start restores through the API.");
    }
    return options;
  }

  private void tell(RecoveredMember member) {
    narration.fact(
        "%s is at %s, with %d collections in %d databases%s."
            .formatted(
                member.member(),
                member.newest().instant(),
                member.collections(),
                member.databases(),
                proof(member.proven())));
  }

  private static String proof(RecoveredMember.@Nullable ProvenCounts proven) {
    return proven == null
        ? ""
        : "; %d of them have the %d documents that they had at the backup's time"
            .formatted(proven.collections(), proven.documents());
  }

  private void undo() {
    Agents members = touched;
    gate.shut();
    narration.wish("");
    if (members != null) {
      end.putBack(members);
    }
  }

  private static boolean done(Runnable step) {
    step.run();
    return true;
  }
}
