package io.holdfast.workflows.backup;

/// A run of a collection's documents in one payload object.
public record Chunk(PayloadObject object, Content content) {}
