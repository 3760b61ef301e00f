package io.holdfast.activities.storage;

import java.net.URI;
import java.util.Optional;

/// A kind of object store, chosen by the scheme of its URL. Found with [java.util.ServiceLoader],
/// so that a new kind is one class and its line in the service file.
public interface StoreProvider {
  /// The URL scheme, such as `file`.
  String scheme();

  /// Opens the store at `location`, which has this scheme and carries nothing secret.
  ///
  /// @param create whether to make the place (the directory, the bucket) where there is none;
  ///   without it nothing is written
  /// @return empty when there is no such place and `create` is false
  /// @throws io.holdfast.workflows.error.HoldfastException VALIDATION_FAILED when the URL is not
  ///   one of this kind
  Optional<ObjectStore> open(URI location, boolean create);
}
