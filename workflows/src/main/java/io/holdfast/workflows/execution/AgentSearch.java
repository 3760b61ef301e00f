package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.agent.UploadActivities;
import io.holdfast.workflows.agent.UploadReport;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The question to agents whether they could upload their members' files. All are asked at once, so
/// that one that is not there costs seconds, however many others there are.
final class AgentSearch {
  private final Function<Source, CopyTask> tasks;

  /// @param tasks what an agent would be asked to copy, if its member were chosen
  AgentSearch(Function<Source, CopyTask> tasks) {
    this.tasks = tasks;
  }

  /// Of each replica set the first member whose agent could do it.
  ///
  /// @param sets of each set the members that could be read, best first
  /// @throws HoldfastException what the agents of one set said: AGENT_MISSING, MEMBER_UNFIT
  List<Source> choose(List<List<Source>> sets) {
    List<List<Promise<UploadReport>>> asked = new ArrayList<>();
    CancellationScope asking =
        Workflow.newCancellationScope(
            () -> sets.forEach(set -> asked.add(set.stream().map(this::ask).toList())));
    asking.run();
    List<Source> chosen = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      chosen.add(choose(sets.get(i), asked.get(i)));
    }
    asking.cancel("somebody was found");
    return chosen;
  }

  private Promise<UploadReport> ask(Source source) {
    UploadTask task = task(source);
    String queue = AgentQueue.of(task.copy().operation().instance(), task.member());
    return Async.function(
        Workflow.newActivityStub(UploadActivities.class, ActivityProfiles.agentLook(queue))::look,
        task);
  }

  private UploadTask task(Source source) {
    return new UploadTask(tasks.apply(source), null);
  }

  private Source choose(List<Source> sources, List<Promise<UploadReport>> reports) {
    List<FailureInfo> refusals = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      FailureInfo refusal = refusal(source, reports.get(i));
      if (refusal == null) {
        return i == 0 ? source : passingOver(sources.subList(0, i), source);
      }
      refusals.add(refusal);
    }
    throw new HoldfastException(
        refusals.getFirst().code(),
        refusals.stream().map(FailureInfo::message).collect(Collectors.joining(" ")),
        refusals.getFirst().hint());
  }

  private @Nullable FailureInfo refusal(Source source, Promise<UploadReport> report) {
    try {
      return report.get().refusal();
    } catch (ActivityFailure e) {
      UploadTask task = task(source);
      return FailureInfo.of(
          AgentFailures.named(task.copy().operation().instance(), task.member(), e));
    }
  }

  private static Source passingOver(List<Source> better, Source source) {
    String others = better.stream().map(Source::address).collect(Collectors.joining(", "));
    return new Source(
        source.replicaSet(),
        source.address(),
        source.role(),
        "%s Passed over, because no agent there can upload: %s."
            .formatted(source.reason(), others));
  }
}
