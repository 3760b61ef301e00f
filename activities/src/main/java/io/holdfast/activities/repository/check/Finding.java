package io.holdfast.activities.repository.check;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;

/// Something that a check of the repository found and a person should know.
public sealed interface Finding {
  /// The object, or the folder where it ends in `/`.
  String key();

  /// One sentence for people, which names the key.
  String message();

  /// How bad it is.
  Severity severity();

  /// A manifest that cannot be read or belongs elsewhere: the backup is lost as it is, and its
  /// objects cannot be judged.
  record ManifestFaulty(String key, BackupRef backup, FailureInfo fault) implements Finding {
    @Override
    public String message() {
      return fault.message();
    }

    @Override
    public Severity severity() {
      return Severity.DAMAGE;
    }
  }

  /// Another record that cannot be read or belongs elsewhere.
  record RecordFaulty(String key, FailureInfo fault) implements Finding {
    @Override
    public String message() {
      return fault.message();
    }

    @Override
    public Severity severity() {
      return Severity.DAMAGE;
    }
  }

  /// An object that a manifest lists and that is missing, truncated, altered or swapped.
  record ObjectFaulty(String key, BackupRef backup, FailureInfo fault) implements Finding {
    @Override
    public String message() {
      return fault.message();
    }

    @Override
    public Severity severity() {
      return Severity.DAMAGE;
    }
  }

  /// Something that could not be checked, because the store failed again and again.
  record Unchecked(String key, FailureInfo fault) implements Finding {
    @Override
    public String message() {
      return "%s could not be checked: %s".formatted(key, fault.message());
    }

    @Override
    public Severity severity() {
      return Severity.UNKNOWN;
    }
  }

  /// An object that no manifest lists: of a repeated attempt, or not Holdfast's at all.
  ///
  /// @param length in bytes; 0 for a folder
  record Unlisted(String key, long length) implements Finding {
    @Override
    public String message() {
      return "%s (%d bytes) is listed by no manifest.".formatted(key, length);
    }

    @Override
    public Severity severity() {
      return Severity.LEFTOVER;
    }
  }

  /// The objects of a backup that has no manifest, while no operation is at work on it.
  record Abandoned(String key, BackupRef backup, long objects, long bytes) implements Finding {
    @Override
    public String message() {
      return "%s holds %d objects (%d bytes) of a backup that was never finished."
          .formatted(key, objects, bytes);
    }

    @Override
    public Severity severity() {
      return Severity.LEFTOVER;
    }
  }

  /// The objects of a backup that is being made.
  record InProgress(String key, BackupRef backup, OperationId operation) implements Finding {
    @Override
    public String message() {
      return "%s is being written by operation %s.".formatted(key, operation);
    }

    @Override
    public Severity severity() {
      return Severity.NOTE;
    }
  }
}
