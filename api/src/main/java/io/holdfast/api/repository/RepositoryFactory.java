package io.holdfast.api.repository;

import io.holdfast.workflows.catalogue.CatalogueProvider;
import io.holdfast.workflows.catalogue.SealingProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ServiceLoader;

/// Finds who can open a catalogue: the API compiles without knowing.
@Factory
final class RepositoryFactory {
  @Singleton
  @Requires(missingBeans = CatalogueProvider.class)
  CatalogueProvider provider() {
    return ServiceLoader.load(CatalogueProvider.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no CatalogueProvider on the class path"));
  }

  @Singleton
  @Requires(missingBeans = SealingProvider.class)
  SealingProvider sealingProvider() {
    return ServiceLoader.load(SealingProvider.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no SealingProvider on the class path"));
  }
}
