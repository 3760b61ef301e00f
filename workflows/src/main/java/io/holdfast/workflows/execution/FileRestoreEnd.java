package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.MemberActivities;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.restore.OldData;
import io.holdfast.workflows.restore.OldData.Fate;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The end of a restore of data files: forward on all members or back on all, and its outcome told.
final class FileRestoreEnd {
  /// Since this change all members settle or none does, and the record says what came of it.
  private static final String AS_ONE = "end-on-all-members-as-one";

  /// The version of it from which on a cancel that comes before the decision is never passed over.
  private static final int HEEDS_CANCELS = 2;

  private final RestoreCourse course;
  private final Narration narration;
  private final Set<MemberId> prepared = new LinkedHashSet<>();

  FileRestoreEnd(RestoreCourse course) {
    this.course = course;
    narration = course.narration();
  }

  /// Has a member begin, and remembers that it has: without a trace of the restore its folder is
  /// not the member's any more.
  void prepare(MemberActivities agent, MemberTask member) {
    agent.prepare(member);
    prepared.add(member.member());
  }

  /// Once all agents have noted that the new data is proven, and nobody has cancelled by then,
  /// nothing puts the old data back: not this restore, whatever fails from then on, and none that
  /// finds it terminated. Until then nothing is deleted anywhere, and a failure puts the old data
  /// back everywhere.
  void decide(Agents agents) {
    if (endsAsOne()) {
      narration.stage("Noting on every member that the new data is proven");
      agents.prove();
      if (version() >= HEEDS_CANCELS && CancellationScope.current().isCancelRequested()) {
        // Every agent had noted it by then; whoever cancelled was not told that it is too late.
        throw new CanceledFailure("cancelled before the decision");
      }
      narration.fact("The new data stands: an abort comes too late.");
    }
  }

  /// Lets the old data go. What an agent refuses is told, since the servers run on the new.
  void settle(Agents agents, boolean keep) {
    String stage = keep ? "Keeping the old data aside" : "Deleting the old data";
    narration.stage(stage);
    if (endsAsOne()) {
      Agents known = agents.having(prepared);
      course.tell(
          new OldData(
              keep ? Fate.KEPT : Fate.DELETED, known.settle(awaited -> await(stage, awaited))));
    } else {
      var _ = agents.insist((agent, member) -> done(() -> agent.settle(member)));
    }
  }

  /// Puts the old data back. What an agent refuses is told: why the restore ended must not be
  /// hidden by it.
  void putBack(Agents agents) {
    String stage = "Putting the old data back on every member";
    narration.stage(stage);
    if (endsAsOne()) {
      Agents known = agents.having(prepared);
      course.tell(new OldData(Fate.BACK, known.putBack(awaited -> await(stage, awaited))));
    } else {
      putBackUntold(agents);
    }
  }

  private void putBackUntold(Agents agents) {
    try {
      var _ = agents.insist((agent, member) -> done(() -> agent.putBack(member)));
      narration.fact("The old data is back on every member.");
    } catch (HoldfastException e) {
      narration.fact("The old data is not back: " + e.message() + " " + e.hint());
    }
  }

  private static boolean endsAsOne() {
    return version() != Workflow.DEFAULT_VERSION;
  }

  private static int version() {
    return Workflow.getVersion(AS_ONE, Workflow.DEFAULT_VERSION, HEEDS_CANCELS);
  }

  private void await(String stage, List<MemberId> members) {
    String names = members.stream().map(MemberId::toString).collect(Collectors.joining(", "));
    narration.stage(members.isEmpty() ? stage : stage + "; waits for the agent of " + names);
  }

  private static boolean done(Runnable step) {
    step.run();
    return true;
  }
}
