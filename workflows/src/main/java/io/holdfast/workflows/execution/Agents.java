package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.agent.MemberActivities;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.restore.OldData.Stuck;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The agents of the members that are restored. Each step is done by all of them at once, and is
/// over when none of them works on it any more: the first failure, in the members' order, is then
/// thrown, and names its member.
final class Agents {
  /// An agent that is there has done its part of an end by then, unless there is much to delete.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Since this change agents say which contract they keep to.
  static final String CONTRACT = "agents-contract";

  private final List<MemberTask> tasks;

  Agents(List<MemberTask> tasks) {
    this.tasks = List.copyOf(tasks);
  }

  /// The same agents, for files that need `settings`.
  Agents with(@Nullable FileSettings settings) {
    return new Agents(tasks.stream().map(task -> task.withSettings(settings)).toList());
  }

  /// The same agents; those of `members` are told that the restore has begun there.
  Agents having(Set<MemberId> members) {
    return new Agents(
        tasks.stream()
            .map(task -> members.contains(task.member()) ? task.withPrepared(true) : task)
            .toList());
  }

  List<MemberTask> tasks() {
    return tasks;
  }

  /// What each member's agent finds; a missing agent is found missing.
  List<MemberReport> look() {
    boolean compares = comparesContracts();
    List<Promise<MemberReport>> promises =
        start(MemberActivities::preflight, ActivityProfiles::agentLook);
    List<MemberReport> reports = new ArrayList<>();
    for (int i = 0; i < promises.size(); i++) {
      MemberReport report = report(tasks.get(i), promises.get(i));
      reports.add(compares ? understood(report) : report);
    }
    return reports;
  }

  static boolean comparesContracts() {
    return Workflow.getVersion(CONTRACT, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
  }

  /// What an agent of another contract says may mean something else.
  private static MemberReport understood(MemberReport report) {
    return report.dataFolder().isEmpty()
        ? report
        : AgentContract.mismatch(report.member(), report.contract())
            .map(report::withRefusal)
            .orElse(report);
  }

  private static MemberReport report(MemberTask task, Promise<MemberReport> promise) {
    try {
      return promise.get();
    } catch (ActivityFailure e) {
      FailureInfo why = FailureInfo.of(named(task, e));
      return MemberReport.unknown(task.member(), why);
    }
  }

  /// Has every agent do `step`.
  <R> List<R> all(BiFunction<MemberActivities, MemberTask, R> step) {
    return finish(start(step, ActivityProfiles::agentStep));
  }

  /// Has every agent fetch the backup's files.
  void download() {
    var _ =
        finish(
            start(
                (agent, member) -> {
                  agent.download(member);
                  return true;
                },
                ActivityProfiles::agentTransfer));
  }

  /// Has every agent note that the new data is proven.
  void prove() {
    var _ =
        finish(
            start(
                (agent, member) -> {
                  agent.prove(member);
                  return true;
                },
                ActivityProfiles::agentProving));
  }

  /// Has every agent do `step`, however long it is away.
  <R> List<R> insist(BiFunction<MemberActivities, MemberTask, R> step) {
    return finish(start(step, ActivityProfiles::agentClosing));
  }

  /// Has every agent let the old data go, however long it is away.
  ///
  /// @param awaited is told who is waited for, once that takes long, and at last nobody
  /// @return where that failed
  List<Stuck> settle(Consumer<List<MemberId>> awaited) {
    return end(MemberActivities::settle, awaited);
  }

  /// Has every agent put the old data back; the same.
  List<Stuck> putBack(Consumer<List<MemberId>> awaited) {
    return end(MemberActivities::putBack, awaited);
  }

  private List<Stuck> end(
      BiConsumer<MemberActivities, MemberTask> step, Consumer<List<MemberId>> awaited) {
    List<Promise<Boolean>> promises =
        start(
            (agent, member) -> {
              step.accept(agent, member);
              return true;
            },
            ActivityProfiles::agentClosing);
    await(promises, awaited);
    List<Stuck> stuck = new ArrayList<>();
    for (int i = 0; i < promises.size(); i++) {
      try {
        var _ = promises.get(i).get();
      } catch (ActivityFailure e) {
        MemberTask task = tasks.get(i);
        stuck.add(new Stuck(task.member(), FailureInfo.of(named(task, e))));
      }
    }
    return stuck;
  }

  private void await(List<Promise<Boolean>> promises, Consumer<List<MemberId>> awaited) {
    if (Workflow.await(PATIENCE, () -> open(promises).isEmpty())) {
      return;
    }
    for (List<MemberId> open = open(promises); !open.isEmpty(); open = open(promises)) {
      List<MemberId> told = open;
      awaited.accept(told);
      Workflow.await(() -> !open(promises).equals(told));
    }
    awaited.accept(List.of());
  }

  private List<MemberId> open(List<Promise<Boolean>> promises) {
    return IntStream.range(0, promises.size())
        .filter(i -> !promises.get(i).isCompleted())
        .mapToObj(i -> tasks.get(i).member())
        .toList();
  }

  private <R> List<Promise<R>> start(
      BiFunction<MemberActivities, MemberTask, R> step, Function<String, ActivityOptions> profile) {
    return tasks.stream()
        .map(
            task -> {
              String queue = AgentQueue.of(task.operation().instance(), task.member());
              MemberActivities agent =
                  Workflow.newActivityStub(MemberActivities.class, profile.apply(queue));
              return Async.function(() -> step.apply(agent, task));
            })
        .toList();
  }

  /// A promise's `get` is not ended by a cancel, but by the activity that the cancel has ended.
  private <R> List<R> finish(List<Promise<R>> promises) {
    List<R> results = new ArrayList<>();
    HoldfastException first = null;
    for (int i = 0; i < promises.size(); i++) {
      try {
        results.add(promises.get(i).get());
      } catch (ActivityFailure e) {
        first = first == null ? named(tasks.get(i), e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return results;
  }

  private static HoldfastException named(MemberTask task, ActivityFailure failure) {
    return AgentFailures.named(task.operation().instance(), task.member(), failure);
  }
}
