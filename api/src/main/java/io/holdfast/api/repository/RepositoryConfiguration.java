package io.holdfast.api.repository;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// Which repository the API serves: `holdfast.repository.url`, or `HOLDFAST_REPOSITORY_URL` in the
/// environment. There is no default: a place that nobody chose is no place for backups.
///
/// @param url such as `file:///var/lib/holdfast`
@ConfigurationProperties("holdfast.repository")
public record RepositoryConfiguration(@Bindable(defaultValue = "") String url) {
  public RepositoryConfiguration {
    if (url.isBlank()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "No repository is named.",
          "Set HOLDFAST_REPOSITORY_URL, such as file:///var/lib/holdfast.");
    }
  }
}
