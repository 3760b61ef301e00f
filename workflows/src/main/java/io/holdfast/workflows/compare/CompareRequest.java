package io.holdfast.workflows.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;

/// What the compare workflow is asked for. The instance that is compared is the operation's: it is
/// locked, so that no restore changes it meanwhile.
///
/// @param source the instance that was backed up
/// @param backup the backup's name
public record CompareRequest(OperationId operation, InstanceId source, BackupName backup) {

  /// The instance that is compared with the backup.
  @JsonIgnore
  public InstanceId target() {
    return operation.instance();
  }
}
