package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was restored, from where, to where, and how it ended:
/// `restores/<instance>/<started>-<name>.json`.
///
/// @param format version of this record's layout, [#FORMAT]
/// @param state the last state reached
/// @param failedIn the state it failed or was cancelled in; null otherwise. Past CHECKING the
///   target has been changed.
/// @param proof null when it did not come to that
/// @param remains what it left behind; null when it completed, and in records of earlier versions
/// @param oldData what became of the old data files; null unless files were to be replaced
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreRecord(
    int format,
    RestoreTask task,
    RestoreState state,
    @Nullable RestoreState failedIn,
    Instant endedAt,
    @Nullable Proof proof,
    @Nullable FailureInfo failure,
    @Nullable Remains remains,
    @Nullable OldData oldData)
    implements RestoreRecordBuilder.With {
  public static final int FORMAT = 1;

  /// A record that does not say what is left behind.
  public RestoreRecord(
      int format,
      RestoreTask task,
      RestoreState state,
      @Nullable RestoreState failedIn,
      Instant endedAt,
      @Nullable Proof proof,
      @Nullable FailureInfo failure) {
    this(format, task, state, failedIn, endedAt, proof, failure, null, null);
  }
}
