package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.OperationId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who asked for what, what must be undone, and how it ended: `operations/<instance>/<id>.json`.
/// Created by whoever asks, before the workflow is started; the workflow adds its run, its intents
/// and, last, its end.
///
/// @param format version of this record's layout, [#FORMAT]
/// @param requestedBy a person's or program's name, for the audit
/// @param runId the Temporal run that works on it; null until it has begun
/// @param end null while it is not over
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationRecord(
    int format,
    OperationId id,
    OperationRequest request,
    Instant requestedAt,
    String requestedBy,
    @Nullable String runId,
    List<Intent> intents,
    @Nullable OperationEnd end)
    implements OperationRecordBuilder.With {
  public static final int FORMAT = 1;

  public OperationRecord {
    intents = List.copyOf(intents);
  }

  /// A record of something asked for just now.
  public static OperationRecord requested(OperationRequest request, Instant at, String by) {
    return new OperationRecord(FORMAT, request.operation(), request, at, by, null, List.of(), null);
  }

  public OperationRecord begun(String run) {
    return withRunId(run);
  }

  /// Adds an intent; one that is there already is not added twice.
  public OperationRecord intending(Intent intent) {
    if (intents.contains(intent)) {
      return this;
    }
    List<Intent> more = new ArrayList<>(intents);
    more.add(intent);
    return withIntents(more);
  }

  public OperationRecord ended(OperationEnd how) {
    return withEnd(how);
  }

  @JsonIgnore
  public OperationKind kind() {
    return switch (request) {
      case OperationRequest.Backup ignored -> OperationKind.BACKUP;
      case OperationRequest.Restore ignored -> OperationKind.RESTORE;
      case OperationRequest.Compare ignored -> OperationKind.COMPARE;
    };
  }

  @JsonIgnore
  public boolean isOver() {
    return end != null;
  }
}
