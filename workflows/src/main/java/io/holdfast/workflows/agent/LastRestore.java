package io.holdfast.workflows.agent;

import io.holdfast.workflows.model.OperationId;

/// The newest restore of data files that a member's folder knows of, in hand or over.
public record LastRestore(OperationId operation, Stand stand) {}
