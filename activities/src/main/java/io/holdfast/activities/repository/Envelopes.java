package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.util.Optional;
import java.util.function.Consumer;

/// Every secret in a repository that one of its keys wraps, found without any key.
final class Envelopes {
  private final RepositoryCatalogue catalogue;

  Envelopes(RepositoryCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  void forEach(Consumer<Wrapped> action) {
    for (Instance instance : catalogue.instances()) {
      passwordOf(instance).ifPresent(action);
    }
    for (InstanceId instance : catalogue.instancesWithBackupFolders()) {
      for (BackupRef backup : catalogue.backupFolders(instance)) {
        catalogue.header(backup).flatMap(Envelopes::dataKeyOf).ifPresent(action);
      }
    }
  }

  static Optional<Wrapped> passwordOf(Instance instance) {
    Credentials credentials = instance.credentials();
    return credentials != null && credentials.password() instanceof SealedSecret sealed
        ? Optional.of(new Wrapped.PasswordOf(instance.id(), sealed))
        : Optional.empty();
  }

  static Optional<Wrapped> dataKeyOf(BackupHeader header) {
    Encryption encryption = header.encryption();
    return encryption == null
        ? Optional.empty()
        : Optional.of(new Wrapped.DataKeyOf(header.backup(), encryption));
  }
}
