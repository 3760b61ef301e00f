package io.holdfast.workflows.model;

/// What a running workflow says of itself when queried. Byte counts are not here: they are in the
/// heartbeats of the pending activity.
///
/// @param state the state's name, in lower case
/// @param stage the stage in hand, in a few words
/// @param detail one sentence for people, such as the chosen source and why
public record OperationStatus(OperationId operation, String state, String stage, String detail) {}
