package io.holdfast.activities.repository;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The record `holdfast.json`, by which a place is a repository.
///
/// @param format version of the repository's whole layout: [#FORMAT], or [#ENCRYPTED_FORMAT] once
///   it has a key, so that a Holdfast that knows no keys writes nothing into it
/// @param id a ULID, drawn when the repository was made; every manifest names it
/// @param encrypted whether every new backup is to be encrypted; null for no
/// @param activeKey the id of the key that wraps the data keys of new backups; null where there is
///   none
@JsonInclude(JsonInclude.Include.NON_NULL)
record RepositoryMarker(
    int format,
    String id,
    Instant created,
    @Nullable Boolean encrypted,
    @Nullable String activeKey) {
  static final int FORMAT = 1;
  static final int ENCRYPTED_FORMAT = 2;

  /// The marker of a repository without keys.
  RepositoryMarker(int format, String id, Instant created) {
    this(format, id, created, null, null);
  }

  /// The same repository with another active key.
  RepositoryMarker encryptedWith(String key) {
    return new RepositoryMarker(ENCRYPTED_FORMAT, id, created, true, key);
  }

  /// Whether new backups must be encrypted.
  boolean hasKey() {
    return Boolean.TRUE.equals(encrypted) || activeKey != null;
  }
}
