package io.holdfast.workflows.filerestore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import org.jspecify.annotations.Nullable;

/// What becomes of the word that the files are where they belong.
///
/// @param copy how far the restore is now
/// @param refusal why it was refused, with COPY_TOKEN_REFUSED or COPY_NOT_READY; null when it was
///   accepted
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreFinishAnswer(RestoreCopyStatus copy, @Nullable FailureInfo refusal) {}
