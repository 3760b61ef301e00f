package io.holdfast.workflows.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import org.jspecify.annotations.Nullable;

/// What becomes of the word that the files are copied.
///
/// @param copy how far the backup is now
/// @param refusal why it was refused, with COPY_TOKEN_REFUSED or COPY_NOT_READY; null when it was
///   accepted
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FinishAnswer(CopyStatus copy, @Nullable FailureInfo refusal) {}
