package io.holdfast.workflows.agent;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.MemberId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What workers and agents have agreed to mean by what they tell each other, as a number. Releases
/// that share it may be mixed.
public final class AgentContract {
  /// To be raised with every change after which one of them would misunderstand the other, or leave
  /// something undone that the other relies on.
  public static final int VERSION = 1;

  private AgentContract() {}

  /// Why a worker must not have this agent do anything; empty when it may.
  ///
  /// @param agents as the agent has told it; null from one that was built before there was any
  public static Optional<FailureInfo> mismatch(MemberId member, @Nullable Integer agents) {
    if (agents != null && agents == VERSION) {
      return Optional.empty();
    }
    boolean older = agents == null || agents < VERSION;
    return Optional.of(
        new FailureInfo(
            ErrorCode.AGENT_VERSION,
            "The agent of %s is of %s, the worker of contract version %d."
                .formatted(
                    member,
                    agents == null ? "an earlier version" : "contract version " + agents,
                    VERSION),
            "Install the same release on both; the %s is the older."
                .formatted(older ? "agent" : "worker")));
  }
}
