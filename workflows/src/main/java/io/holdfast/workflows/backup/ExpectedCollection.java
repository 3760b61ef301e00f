package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.Namespace;

/// What a collection must hold once the oplog has been replayed up to the point in time: the proof
/// of a restore compares with this.
public record ExpectedCollection(Namespace namespace, Content content) {}
