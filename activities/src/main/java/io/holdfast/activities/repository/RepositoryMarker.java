package io.holdfast.activities.repository;

import java.time.Instant;

/// The record `holdfast.json`, by which a place is a repository.
///
/// @param format version of the repository's whole layout, [#FORMAT]
/// @param id a ULID, drawn when the repository was made; every manifest names it
record RepositoryMarker(int format, String id, Instant created) {
  static final int FORMAT = 1;
}
