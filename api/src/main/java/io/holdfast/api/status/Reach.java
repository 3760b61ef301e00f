package io.holdfast.api.status;

import io.holdfast.api.message.StatusView.RepositoryView;
import io.holdfast.api.message.StatusView.TemporalView;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.api.repository.RepositoryConfiguration;
import io.holdfast.api.temporal.TemporalConfiguration;
import io.holdfast.api.temporal.TemporalHealth;
import io.holdfast.api.url.SecretFreeUrl;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import jakarta.inject.Singleton;

/// Whether repository and Temporal answer, now.
@Singleton
final class Reach {
  private final RepositoryAccess access;
  private final RepositoryConfiguration repository;
  private final TemporalConfiguration temporal;
  private final TemporalHealth health;

  Reach(
      RepositoryAccess access,
      RepositoryConfiguration repository,
      TemporalConfiguration temporal,
      TemporalHealth health) {
    this.access = access;
    this.repository = repository;
    this.temporal = temporal;
    this.health = health;
  }

  RepositoryView repository() {
    String url = SecretFreeUrl.redact(repository.url());
    try {
      Catalogue catalogue = access.catalogue();
      // The id was read when it was opened; a list shows that the store answers now.
      var _ = catalogue.instances();
      return new RepositoryView(url, catalogue.repositoryId(), true, null);
    } catch (HoldfastException e) {
      return new RepositoryView(url, null, false, FailureInfo.of(e));
    }
  }

  TemporalView temporal() {
    return new TemporalView(
        temporal.address(), temporal.namespace(), health.isReachable(), temporal.uiUrl());
  }

  /// @throws HoldfastException STORAGE_UNAVAILABLE or TEMPORAL_UNAVAILABLE, when one does not
  ///   answer
  void require() {
    var _ = access.catalogue().instances();
    if (!health.isReachable()) {
      throw new HoldfastException(
          ErrorCode.TEMPORAL_UNAVAILABLE,
          "Temporal at %s does not answer.".formatted(temporal.address()),
          "See that it runs and that HOLDFAST_TEMPORAL_ADDRESS names it.");
    }
  }
}
