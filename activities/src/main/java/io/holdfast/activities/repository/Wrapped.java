package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;

/// A secret in the repository that one of its keys wraps.
sealed interface Wrapped {
  /// The record that it lies in.
  String key();

  /// Which key wraps it.
  String keyId();

  /// The data key of a backup, in its manifest.
  record DataKeyOf(BackupRef backup, Encryption encryption) implements Wrapped {
    @Override
    public String key() {
      return Layout.manifest(backup);
    }

    @Override
    public String keyId() {
      return encryption.keyId();
    }
  }

  /// The password of an instance, in its record.
  record PasswordOf(InstanceId instance, SealedSecret password) implements Wrapped {
    @Override
    public String key() {
      return Layout.instance(instance);
    }

    @Override
    public String keyId() {
      return password.keyId();
    }
  }
}
