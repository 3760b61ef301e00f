package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.MemberId;
import org.jspecify.annotations.Nullable;

/// One member's part of a physical backup.
///
/// @param copy whose files are kept, and under which name their list lies in the repository
/// @param limits how hard the agent may work; null where nobody said
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UploadTask(CopyTask copy, @Nullable LoadLimits limits) {

  /// The member whose agent is to do it.
  @JsonIgnore
  public MemberId member() {
    return copy.member();
  }

  /// How hard the agent may work.
  @JsonIgnore
  public LoadLimits load() {
    return limits == null ? LoadLimits.NONE : limits;
  }
}
