package io.holdfast.workflows.filerestore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.restore.RestoreState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a running restore of data files is with its copy.
///
/// @param attempt how often the copy was asked for; 0 before the first time
/// @param token by which `finish` names the copy in hand; null unless there is one
/// @param deadline until when it waits for the copy in hand; null unless there is one
/// @param members where to put the files; empty unless there is a copy in hand
/// @param refusal why the last `finish` was refused, or what was wrong with the copy; null if
///   nothing was
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreCopyStatus(
    RestoreState state,
    int attempt,
    @Nullable CopyToken token,
    @Nullable Instant deadline,
    List<MemberCopy> members,
    @Nullable String refusal) {
  public RestoreCopyStatus {
    members = List.copyOf(members);
  }
}
