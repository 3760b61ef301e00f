package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.StoreProvider;
import java.net.URI;
import java.util.Optional;

/// Buckets as `s3://bucket/prefix?endpoint=…&region=…`; [S3Location] has all parameters.
public final class S3StoreProvider implements StoreProvider {
  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public Optional<ObjectStore> open(URI location, boolean create) {
    return S3Opening.open(S3Location.parse(location), create, Patience.USUAL);
  }
}
