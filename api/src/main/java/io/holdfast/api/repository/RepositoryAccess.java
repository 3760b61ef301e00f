package io.holdfast.api.repository;

import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.CatalogueProvider;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The repository's catalogue, opened by the first request that needs it. While it cannot be
/// opened, every request tries again, so a store that comes back is found without a restart.
@Singleton
public final class RepositoryAccess {
  private final RepositoryConfiguration repository;
  private final CatalogueProvider provider;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Catalogue open;

  RepositoryAccess(RepositoryConfiguration repository, CatalogueProvider provider) {
    this.repository = repository;
    this.provider = provider;
  }

  /// The catalogue.
  ///
  /// @throws HoldfastException STORAGE_UNAVAILABLE with the reason, when it cannot be opened
  public Catalogue catalogue() {
    Catalogue known = open;
    return known != null ? known : openOnce();
  }

  private Catalogue openOnce() {
    opening.lock();
    try {
      Catalogue known = open;
      if (known == null) {
        known = provider.open(repository.url(), false);
        open = known;
      }
      return known;
    } catch (HoldfastException e) {
      // A repository that is not there is the server's trouble, not a caller's 404.
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The repository cannot be opened: " + e.message(),
          e.hint(),
          e);
    } finally {
      opening.unlock();
    }
  }

  @PreDestroy
  void close() {
    Catalogue known = open;
    if (known != null) {
      known.close();
    }
  }
}
