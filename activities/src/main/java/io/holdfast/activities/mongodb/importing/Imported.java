package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.backup.BackupHeader;
import java.util.List;

/// What an import came to.
///
/// @param backup the backup that there is now
/// @param leftOut what of the dump is not in it, in words for people
public record Imported(BackupHeader backup, List<String> leftOut) {
  public Imported {
    leftOut = List.copyOf(leftOut);
  }
}
