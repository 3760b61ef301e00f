package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The end of an operation, written into its record once and last.
///
/// @param failure why, unless it completed
/// @param note what else people are to know of the end, in sentences; null for nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationEnd(
    OperationOutcome outcome, Instant at, @Nullable FailureInfo failure, @Nullable String note) {

  /// An end of which nothing else is to be known.
  public OperationEnd(OperationOutcome outcome, Instant at, @Nullable FailureInfo failure) {
    this(outcome, at, failure, null);
  }
}
