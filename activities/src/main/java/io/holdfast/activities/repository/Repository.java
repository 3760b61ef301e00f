package io.holdfast.activities.repository;

import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An opened repository: its marker was read and its format is known. Safe for many threads.
public final class Repository implements AutoCloseable {
  private final ObjectStore store;
  private final RepositoryMarker marker;
  private final RepositoryCatalogue catalogue;
  private final Payloads payloads;

  private Repository(ObjectStore store, RepositoryMarker marker) {
    this.store = store;
    this.marker = marker;
    this.catalogue = new RepositoryCatalogue(marker.id(), store);
    this.payloads = new Payloads(store);
  }

  /// Opens the repository at `url`.
  ///
  /// @param create whether to make one where there is none; an existing one is opened in any case
  /// @throws HoldfastException REPOSITORY_NOT_FOUND, FORMAT_UNKNOWN for one of a newer Holdfast,
  ///   MANIFEST_INVALID for one whose marker is lost or damaged, SECRET_IN_URL, VALIDATION_FAILED
  public static Repository open(String url, boolean create) {
    ObjectStore store = ObjectStores.open(url, create).orElseThrow(() -> notFound(url));
    return closingOnFailure(store, () -> open(store, create));
  }

  /// Makes a new repository at `url`.
  ///
  /// @throws HoldfastException REPOSITORY_EXISTS when there is one already
  public static Repository create(String url) {
    ObjectStore store = ObjectStores.open(url, true).orElseThrow(() -> notFound(url));
    return closingOnFailure(
        store,
        () -> {
          if (marker(store).isPresent() || !createMarker(store)) {
            throw new HoldfastException(
                ErrorCode.REPOSITORY_EXISTS,
                store.describe() + " holds a repository already.",
                "Use it as it is, or choose an empty place.");
          }
          return open(store, false);
        });
  }

  /// Opens the repository in a store, which is closed together with it.
  static Repository open(ObjectStore store, boolean create) {
    Optional<RepositoryMarker> found = marker(store);
    if (found.isEmpty() && create) {
      // Whoever else creates it at the same time: one of the two markers stays, both read that.
      createMarker(store);
      found = marker(store);
    }
    return new Repository(store, found.orElseThrow(() -> notFound(store.describe())));
  }

  private static Optional<RepositoryMarker> marker(ObjectStore store) {
    return new Records(store).read(Layout.marker(), RecordType.MARKER).map(Versioned::value);
  }

  private static boolean createMarker(ObjectStore store) {
    requireNoOrphans(store);
    Instant now = Clock.systemUTC().instant();
    RepositoryMarker marker = new RepositoryMarker(RepositoryMarker.FORMAT, Ulid.random(now), now);
    return new Records(store).create(Layout.marker(), marker);
  }

  /// A new marker has a new id, and would make every backup that is there a foreign one.
  private static void requireNoOrphans(ObjectStore store) {
    for (String folder : List.of(Layout.BACKUPS, Layout.INSTANCES, Layout.OPERATIONS)) {
      try (Stream<String> children = store.children(folder)) {
        if (children.findAny().isPresent()) {
          throw new HoldfastException(
              ErrorCode.MANIFEST_INVALID,
              "%s has '%s' but no %s.".formatted(store.describe(), folder, Layout.marker()),
              "Bring the marker back; its id is the 'repositoryId' in every manifest.");
        }
      }
    }
  }

  private interface Opening {
    Repository open();
  }

  private static Repository closingOnFailure(ObjectStore store, Opening opening) {
    Repository repository = null;
    try {
      repository = opening.open();
      return repository;
    } finally {
      if (repository == null) {
        store.close();
      }
    }
  }

  private static HoldfastException notFound(String place) {
    return new HoldfastException(
        ErrorCode.REPOSITORY_NOT_FOUND,
        place + " holds no Holdfast repository.",
        "Check the URL, or make one with 'holdfast repo init'.");
  }

  /// The repository's own id, which every manifest in it names.
  public String id() {
    return marker.id();
  }

  public Instant created() {
    return marker.created();
  }

  public ObjectStore store() {
    return store;
  }

  public RepositoryCatalogue catalogue() {
    return catalogue;
  }

  public Payloads payloads() {
    return payloads;
  }

  /// Every record but the manifests, for those who look for damage.
  public RecordWalk records() {
    return new RecordWalk(store, catalogue);
  }

  /// The working lists of an operation.
  public WorkJournal work(OperationId operation) {
    return new WorkJournal(store, operation);
  }

  @Override
  public void close() {
    store.close();
  }
}
