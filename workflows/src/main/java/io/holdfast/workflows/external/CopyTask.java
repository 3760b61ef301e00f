package io.holdfast.workflows.external;

import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;

/// What a cursor is held for.
///
/// @param round how many cursors the operation has asked for, this one included
/// @param source the member to open it on
/// @param holdSeconds after how long it is closed if nobody ends it
public record CopyTask(
    OperationId operation, BackupRef backup, int round, Source source, long holdSeconds) {}
