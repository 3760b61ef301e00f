package io.holdfast.workflows.catalogue;

/// Opens the sealing of a repository, found with `ServiceLoader` like [CatalogueProvider].
public interface SealingProvider {

  /// The sealing of the repository at `repositoryUrl`, which must exist.
  ///
  /// @param keys references to the repository's keys, separated by commas, each `env:NAME` or
  ///   `file:/absolute/path`; may be empty
  /// @param sealingKey a reference to a key for sealing alone; may be empty
  /// @throws io.holdfast.workflows.error.HoldfastException ACCESS_DENIED when a key cannot be
  ///   found, VALIDATION_FAILED when it is none
  Sealing open(String repositoryUrl, String keys, String sealingKey);
}
