package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What a running workflow says of itself when queried. Byte counts are not here: they are in the
/// heartbeats of the pending activity.
///
/// @param state the state's name, in lower case
/// @param stage the stage in hand, in a few words
/// @param detail one sentence for people, such as the chosen source and why
/// @param decided true once it completes whatever happens, so that a cancel comes too late; null
///   before
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationStatus(
    OperationId operation, String state, String stage, String detail, @Nullable Boolean decided) {}
