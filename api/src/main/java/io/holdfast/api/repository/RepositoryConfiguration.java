package io.holdfast.api.repository;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// Which repository the API serves: `holdfast.repository.url`, or `HOLDFAST_REPOSITORY_URL` in the
/// environment. There is no default: a place that nobody chose is no place for backups.
///
/// @param url such as `file:///var/lib/holdfast`
/// @param key references to the repository's keys, separated by commas; needed only to seal
///   passwords
/// @param sealingKey reference to a key for sealing passwords where the repository has none
@ConfigurationProperties("holdfast.repository")
public record RepositoryConfiguration(
    @Bindable(defaultValue = "") String url,
    @Bindable(defaultValue = "") String key,
    @Bindable(defaultValue = "") String sealingKey) {
  public RepositoryConfiguration {
    if (url.isBlank()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "No repository is named.",
          "Set HOLDFAST_REPOSITORY_URL, such as file:///var/lib/holdfast.");
    }
  }
}
