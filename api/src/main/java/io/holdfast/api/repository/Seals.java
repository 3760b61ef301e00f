package io.holdfast.api.repository;

import io.holdfast.workflows.catalogue.Sealing;
import io.holdfast.workflows.catalogue.SealingProvider;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;
import jakarta.inject.Singleton;

/// Seals passwords as they arrive, so that nothing behind the API ever sees one. Each is sealed
/// with the key that is the repository's at that moment.
@Singleton
public final class Seals {
  private final RepositoryConfiguration repository;
  private final SealingProvider provider;

  Seals(RepositoryConfiguration repository, SealingProvider provider) {
    this.repository = repository;
    this.provider = provider;
  }

  /// The password of `instance`, sealed.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException KEY_MISSING when there is no key to seal
  ///   with
  public SealedSecret seal(InstanceId instance, String password) {
    try (Sealing sealing =
        provider.open(repository.url(), repository.key(), repository.sealingKey())) {
      return sealing.seal(instance, password);
    }
  }
}
