package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.MemberId;
import org.jspecify.annotations.Nullable;

/// Whether an agent could copy its member's files, found with nothing changed.
///
/// @param refusal why it could not; null when it could
/// @param contract the agent's [AgentContract#VERSION]; null from older agents
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CopyReport(
    MemberId member, @Nullable FailureInfo refusal, @Nullable Integer contract) {

  /// Of an agent of this version.
  public CopyReport(MemberId member, @Nullable FailureInfo refusal) {
    this(member, refusal, AgentContract.VERSION);
  }
}
