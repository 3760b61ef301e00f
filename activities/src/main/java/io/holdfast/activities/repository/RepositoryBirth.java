package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.KeyRecord;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Ulid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The making of a repository: its marker, and the record of its first key.
final class RepositoryBirth {
  private RepositoryBirth() {}

  /// @return false when there is a marker already, which stays as it is
  static boolean create(ObjectStore store, RepositoryOptions options) {
    requireNoOrphans(store);
    Instant now = Clock.systemUTC().instant();
    RepositoryMarker plain = new RepositoryMarker(RepositoryMarker.FORMAT, Ulid.random(now), now);
    Optional<RepositoryKey> first = options.keys().keys().stream().findFirst();
    RepositoryMarker marker = first.map(RepositoryKey::id).map(plain::encryptedWith).orElse(plain);
    Records records = new Records(store);
    if (!records.create(Layout.marker(), marker)) {
      return false;
    }
    // Second, since the check is of this repository's id. 'repo key add' mends one that is lost.
    first.ifPresent(key -> records.put(Layout.key(key.id()), KeyRecord.of(key, marker.id(), now)));
    return true;
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
}
