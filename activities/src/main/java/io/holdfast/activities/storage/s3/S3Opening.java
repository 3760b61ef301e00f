package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The opening of a bucket: it is there, or is made, and can keep the locks that its URL asks for.
final class S3Opening {
  private static final String WITHOUT_CONSTRAINT = "us-east-1";

  private final S3Location location;
  private final S3Connection connection;
  private final S3Bucket bucket;

  private S3Opening(S3Location location, S3Connection connection) {
    this.location = location;
    this.connection = connection;
    this.bucket = new S3Bucket(location, connection.client());
  }

  /// As [io.holdfast.activities.storage.StoreProvider#open].
  static Optional<ObjectStore> open(S3Location location, boolean create, Patience patience) {
    S3Connection connection = connect(location, patience);
    Optional<ObjectStore> store = Optional.empty();
    try {
      store = new S3Opening(location, connection).open(create);
      return store;
    } finally {
      if (store.isEmpty()) {
        connection.close();
      }
    }
  }

  private static S3Connection connect(S3Location location, Patience patience) {
    try {
      return S3Connection.to(location, patience);
    } catch (SdkException e) {
      throw S3Faults.translate("open " + location.place(), e);
    }
  }

  private Optional<ObjectStore> open(boolean create) {
    if (!bucket.isThere()) {
      if (!create) {
        return Optional.empty();
      }
      make();
    }
    location.retention().ifPresent(this::requireLockable);
    return Optional.of(new S3Store(location, connection, bucket));
  }

  private void make() {
    CreateBucketRequest.Builder request =
        CreateBucketRequest.builder()
            .bucket(location.bucket())
            .objectLockEnabledForBucket(location.retention().isPresent() ? true : null);
    location
        .region()
        .filter(region -> !region.equals(WITHOUT_CONSTRAINT))
        .ifPresent(
            region ->
                request.createBucketConfiguration(
                    CreateBucketConfiguration.builder().locationConstraint(region).build()));
    try {
      var _ = connection.client().createBucket(request.build());
    } catch (BucketAlreadyOwnedByYouException _) {
      // Somebody else was quicker.
    } catch (S3Exception e) {
      throw S3Faults.translate("make the bucket " + location.bucket(), e);
    }
  }

  private void requireLockable(Retention retention) {
    if (!bucket.locks()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The URL asks for lock=%s, but the bucket %s has no object lock."
              .formatted(retention.mode().word(), location.bucket()),
          "Make a bucket with object lock (most stores can add it only at creation), or take lock="
              + " and retain= out of the URL.");
    }
  }
}
