package io.holdfast.workflows.external;

/// How a cursor ended that was asked to end.
///
/// @param alive whether it was alive to the last: then every file was kept as it was until then
/// @param reason what was seen instead; empty when it was alive
public record CursorEnd(boolean alive, String reason) {}
