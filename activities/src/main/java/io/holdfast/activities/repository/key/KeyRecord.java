package io.holdfast.activities.repository.key;

import java.time.Instant;

/// The record `keys/<id>.json`: that a repository uses a key, and how to tell that a key is the
/// one. It holds nothing of the key itself.
///
/// @param format version of this record's layout, [#FORMAT]
/// @param check 32 hexadecimal digits that only the key can make, and only for this repository
/// @param addedAt when it was first made known
public record KeyRecord(int format, String id, String check, Instant addedAt) {
  public static final int FORMAT = 1;

  /// The record of `key` in a repository.
  public static KeyRecord of(RepositoryKey key, String repositoryId, Instant at) {
    return new KeyRecord(FORMAT, key.id(), key.check(repositoryId), at);
  }

  /// Whether `key` is the one.
  public boolean isOf(RepositoryKey key, String repositoryId) {
    return id.equals(key.id()) && check.equals(key.check(repositoryId));
  }
}
