package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.payload.Compression;

/// How a process uses a repository.
///
/// @param keys the keys that it was given; a repository that it makes is encrypted with the first
/// @param compression of what it writes; everything is read
public record RepositoryOptions(KeyRing keys, Compression compression) {
  /// No keys, and the usual compression.
  public static final RepositoryOptions DEFAULT =
      new RepositoryOptions(KeyRing.EMPTY, Compression.DEFAULT);

  /// These keys, and the usual compression.
  public static RepositoryOptions with(KeyRing keys) {
    return new RepositoryOptions(keys, Compression.DEFAULT);
  }
}
