package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.SecretSealing;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// An opened repository: its marker was read and its format is known. Safe for many threads.
public final class Repository implements AutoCloseable {
  private final ObjectStore store;
  private final RepositoryMarker marker;
  private final RepositoryCatalogue catalogue;
  private final RepositoryOptions options;
  private final BackupKeys backupKeys;
  private final Payloads payloads;

  private Repository(ObjectStore store, RepositoryMarker marker, RepositoryOptions options) {
    this.store = store;
    this.marker = marker;
    this.options = options;
    this.catalogue = new RepositoryCatalogue(marker.id(), store);
    this.backupKeys =
        new BackupKeys(
            store, marker, new Manifests(marker.id(), store, new Records(store)), options.keys());
    this.payloads = new Payloads(store, options.compression(), backupKeys);
  }

  /// Opens the repository at `url` without a key: its records can be read, and its payload where it
  /// is not encrypted.
  public static Repository open(String url, boolean create) {
    return open(url, create, RepositoryOptions.DEFAULT);
  }

  /// Opens the repository at `url`. A key need not be the right one, or there, until payload is
  /// read or written.
  ///
  /// @param create whether to make one where there is none; an existing one is opened in any case
  /// @throws HoldfastException REPOSITORY_NOT_FOUND, FORMAT_UNKNOWN for one of a newer Holdfast,
  ///   MANIFEST_INVALID for one whose marker is lost or damaged, SECRET_IN_URL, VALIDATION_FAILED
  public static Repository open(String url, boolean create, RepositoryOptions options) {
    ObjectStore store = ObjectStores.open(url, create).orElseThrow(() -> noPlace(url));
    return closingOnFailure(store, () -> open(store, create, options));
  }

  /// Makes a new repository without a key at `url`.
  public static Repository create(String url) {
    return create(url, RepositoryOptions.DEFAULT);
  }

  /// Makes a new repository at `url`, encrypted with the first of the given keys if there is one.
  ///
  /// @throws HoldfastException REPOSITORY_EXISTS when there is one already
  public static Repository create(String url, RepositoryOptions options) {
    ObjectStore store = ObjectStores.open(url, true).orElseThrow(() -> noPlace(url));
    return closingOnFailure(
        store,
        () -> {
          if (marker(store).isPresent() || !RepositoryBirth.create(store, options)) {
            throw new HoldfastException(
                ErrorCode.REPOSITORY_EXISTS,
                store.describe() + " holds a repository already.",
                "Use it as it is, or choose an empty place.");
          }
          return open(store, false, options);
        });
  }

  /// Opens the repository in a store, which is closed together with it.
  static Repository open(ObjectStore store, boolean create) {
    return open(store, create, RepositoryOptions.DEFAULT);
  }

  static Repository open(ObjectStore store, boolean create, RepositoryOptions options) {
    Optional<RepositoryMarker> found = marker(store);
    if (found.isEmpty() && create) {
      // Whoever else creates it at the same time: one of the two markers stays, both read that.
      RepositoryBirth.create(store, options);
      found = marker(store);
    }
    return new Repository(store, found.orElseThrow(() -> notFound(store.describe())), options);
  }

  private static Optional<RepositoryMarker> marker(ObjectStore store) {
    return new Records(store).read(Layout.marker(), RecordType.MARKER).map(Versioned::value);
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

  private static HoldfastException noPlace(String url) {
    return new HoldfastException(
        ErrorCode.REPOSITORY_NOT_FOUND,
        "%s holds no Holdfast repository: there is no such bucket or directory, or it is empty."
            .formatted(url),
        "Check its name. 'holdfast repo init %s' makes it, and a repository in it.".formatted(url));
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

  /// The keys of the repository, for those who manage them.
  public RepositoryKeys keys() {
    return new RepositoryKeys(store, catalogue, options.keys());
  }

  /// Whether every new backup is encrypted.
  public boolean isEncrypted() {
    return marker.hasKey();
  }

  /// Refuses to go on where a backup could not be written as the repository and the keys at hand
  /// say.
  ///
  /// @throws HoldfastException KEY_MISSING without the active key; VALIDATION_FAILED when a key is
  ///   at hand and the repository has none, because backups would not be encrypted
  public void requireWritable() {
    KeyPolicy.requireWritable(marker, options.keys(), store.describe());
  }

  /// Refuses to go on where this process would write without encryption although the repository has
  /// a key by now: one may have been added since it was opened.
  ///
  /// @throws HoldfastException KEY_MISSING
  public void requireKeyOfToday() {
    if (!marker.hasKey()) {
      marker(store).ifPresent(today -> KeyPolicy.requireNoKey(today, store.describe()));
    }
  }

  /// How the payload of `backup` is encrypted, for its manifest; empty when the repository has no
  /// key.
  public Optional<Encryption> encryption(BackupRef backup) {
    return backupKeys.encryption(backup);
  }

  /// Removes what only an unfinished backup needs of its key: the manifest has it now. Idempotent.
  public void forgetPendingKey(BackupRef backup) {
    backupKeys.forget(backup);
  }

  /// The end of an operation that makes a backup: its manifest is written and kept from being
  /// deleted, and what only the work needed goes. Idempotent: once the operation's backup exists,
  /// its manifest is the answer.
  ///
  /// @param write writes the manifest
  public BackupHeader complete(OperationId operation, BackupRef backup, Supplier<Manifest> write) {
    BackupHeader header =
        catalogue
            .manifest(backup)
            .filter(written -> written.header().operation().equals(operation))
            .orElseGet(write)
            .header();
    store.retain(backup.prefix() + Manifest.KEY);
    work(operation).clear();
    forgetPendingKey(backup);
    return header;
  }

  /// The sealing of this repository's secrets, with the keys at hand.
  public SecretSealing sealing() {
    return new SecretSealing(marker.id(), Optional.ofNullable(marker.activeKey()), options.keys());
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
