package io.holdfast.workflows.backup;

import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;

/// One replica set's part of a logical backup: which backup, for which operation, read from where.
public record LogicalSource(OperationId operation, BackupRef backup, Source source) {}
