package io.holdfast.workflows.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.backup.BackupState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a running external backup is.
///
/// @param attempt how often the copy was asked for; 0 before the first time
/// @param token by which `finish` names the copy in hand; null unless there is one
/// @param deadline until when it waits for the copy in hand; null unless there is one
/// @param nodes where to copy from; empty unless there is a copy in hand
/// @param refusal why the last `finish` was refused; null if none was
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CopyStatus(
    BackupState state,
    int attempt,
    @Nullable CopyToken token,
    @Nullable Instant deadline,
    List<OpenedCursor> nodes,
    @Nullable String refusal) {
  public CopyStatus {
    nodes = List.copyOf(nodes);
  }
}
