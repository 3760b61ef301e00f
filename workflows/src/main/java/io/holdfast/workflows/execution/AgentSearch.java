package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.agent.CommandActivities;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.agent.UploadActivities;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The question to agents whether they could copy their members' files. All are asked at once, so
/// that one that is not there costs seconds, however many others there are.
final class AgentSearch {
  private final Function<Source, CopyTask> tasks;
  private boolean compares;

  /// @param tasks what an agent would be asked to copy, if its member were chosen
  AgentSearch(Function<Source, CopyTask> tasks) {
    this.tasks = tasks;
  }

  /// Of each replica set the first member whose agent can upload.
  ///
  /// @param sets of each set the members that could be read, best first
  /// @throws HoldfastException what the agents of one set said: AGENT_MISSING, MEMBER_UNFIT
  List<Source> uploading(List<List<Source>> sets) {
    return ask(sets, AgentSearch::canUpload, this::uploading);
  }

  /// Of each replica set the first member whose agent has a copy command; empty where none has.
  ///
  /// @throws HoldfastException MEMBER_UNFIT when those that have one cannot run it
  List<Optional<Source>> commanding(List<List<Source>> sets) {
    return ask(sets, AgentSearch::canCommand, this::commanding);
  }

  private static CopyReport canUpload(ActivityOptions options, CopyTask task) {
    return Workflow.newActivityStub(UploadActivities.class, options)
        .look(new UploadTask(task, null));
  }

  private static CopyReport canCommand(ActivityOptions options, CopyTask task) {
    return Workflow.newActivityStub(CommandActivities.class, options).look(task);
  }

  private <R> List<R> ask(
      List<List<Source>> sets,
      BiFunction<ActivityOptions, CopyTask, CopyReport> question,
      BiFunction<List<Source>, List<Promise<CopyReport>>, R> choice) {
    compares = Agents.comparesContracts();
    List<List<Promise<CopyReport>>> asked = new ArrayList<>();
    CancellationScope asking =
        Workflow.newCancellationScope(
            () ->
                sets.forEach(
                    set -> asked.add(set.stream().map(source -> ask(source, question)).toList())));
    asking.run();
    List<R> chosen = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      chosen.add(choice.apply(sets.get(i), asked.get(i)));
    }
    asking.cancel("somebody was found");
    return chosen;
  }

  private Promise<CopyReport> ask(
      Source source, BiFunction<ActivityOptions, CopyTask, CopyReport> question) {
    CopyTask task = tasks.apply(source);
    String queue = AgentQueue.of(task.operation().instance(), task.member());
    return Async.function(question::apply, ActivityProfiles.agentLook(queue), task);
  }

  private Source uploading(List<Source> sources, List<Promise<CopyReport>> reports) {
    List<FailureInfo> refusals = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      FailureInfo refusal = refusal(sources.get(i), reports.get(i));
      if (refusal == null) {
        return chosen(sources, i, "can upload");
      }
      refusals.add(refusal);
    }
    throw together(refusals);
  }

  private @Nullable FailureInfo refusal(Source source, Promise<CopyReport> report) {
    try {
      return refusal(report.get());
    } catch (ActivityFailure e) {
      CopyTask task = tasks.apply(source);
      return FailureInfo.of(AgentFailures.named(task.operation().instance(), task.member(), e));
    }
  }

  private @Nullable FailureInfo refusal(CopyReport report) {
    return compares
        ? AgentContract.mismatch(report.member(), report.contract()).orElse(report.refusal())
        : report.refusal();
  }

  /// Agents that are not there, know of no commands, or are without one are no reason to fail: a
  /// worker may have one.
  private Optional<Source> commanding(List<Source> sources, List<Promise<CopyReport>> reports) {
    List<FailureInfo> refusals = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      try {
        CopyReport report = reports.get(i).get();
        FailureInfo refusal = report.refusal();
        if (refusal == null || refusal.code() != ErrorCode.COPY_COMMAND_MISSING) {
          refusal = refusal(report);
        }
        if (refusal == null) {
          return Optional.of(chosen(sources, i, "has a copy command"));
        }
        if (refusal.code() != ErrorCode.COPY_COMMAND_MISSING) {
          refusals.add(refusal);
        }
      } catch (ActivityFailure _) {
        // As good as without a command.
      }
    }
    if (!refusals.isEmpty()) {
      throw together(refusals);
    }
    return Optional.empty();
  }

  private static HoldfastException together(List<FailureInfo> refusals) {
    return new HoldfastException(
        refusals.getFirst().code(),
        refusals.stream().map(FailureInfo::message).collect(Collectors.joining(" ")),
        refusals.getFirst().hint());
  }

  private static Source chosen(List<Source> sources, int index, String can) {
    Source source = sources.get(index);
    if (index == 0) {
      return source;
    }
    String others =
        sources.subList(0, index).stream().map(Source::address).collect(Collectors.joining(", "));
    return new Source(
        source.replicaSet(),
        source.address(),
        source.role(),
        "%s Passed over, because no agent there %s: %s.".formatted(source.reason(), can, others));
  }
}
