package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;

/// A claim on a deployment.
///
/// @param operation whose it is
/// @param runId the run that is the claim
public record Claim(OperationId operation, String runId) {}
