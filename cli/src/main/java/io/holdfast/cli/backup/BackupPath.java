package io.holdfast.cli.backup;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;

/// A backup as commands name it: `instance/name`.
public record BackupPath(InstanceId instance, BackupName name) {

  /// Reads the form `instance/name`.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it is another
  public static BackupPath parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' does not name a backup.".formatted(text),
          "Name it as INSTANCE/NAME, as 'holdfast list' shows it.");
    }
    return new BackupPath(
        new InstanceId(text.substring(0, slash)), new BackupName(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return instance + "/" + name;
  }
}
