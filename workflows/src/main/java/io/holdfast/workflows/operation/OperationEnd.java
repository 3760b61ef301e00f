package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The end of an operation, written into its record once and last.
///
/// @param failure why, unless it completed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationEnd(OperationOutcome outcome, Instant at, @Nullable FailureInfo failure) {}
