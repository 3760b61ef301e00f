package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.RestoreRequest;

/// What somebody asked for: the one input of the operation's workflow, kept in its record.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OperationRequest.Backup.class, name = "backup"),
  @JsonSubTypes.Type(value = OperationRequest.Restore.class, name = "restore"),
  @JsonSubTypes.Type(value = OperationRequest.Compare.class, name = "compare")
})
public sealed interface OperationRequest {

  /// The operation, which also names the locked instance.
  @JsonIgnore
  OperationId operation();

  /// A backup was asked for.
  record Backup(BackupRequest backup) implements OperationRequest {
    @Override
    public OperationId operation() {
      return backup.operation();
    }
  }

  /// A restore was asked for.
  record Restore(RestoreRequest restore) implements OperationRequest {
    @Override
    public OperationId operation() {
      return restore.operation();
    }
  }

  /// A comparison was asked for.
  record Compare(CompareRequest compare) implements OperationRequest {
    @Override
    public OperationId operation() {
      return compare.operation();
    }
  }
}
