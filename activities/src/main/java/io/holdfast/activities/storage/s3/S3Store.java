package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.activities.storage.transfer.Part;
import io.holdfast.activities.storage.transfer.PartSizes;
import io.holdfast.activities.storage.transfer.PartedUpload;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// An object store in a bucket, or in the part of one below a prefix.
///
/// Whatever the store and the SDK do, it relies on four things that S3 promises and `repo
/// check-store` tries: reads after writes, `If-None-Match: *` and `If-Match` on a single write, and
/// parts that stay invisible until they are made one object.
final class S3Store implements ObjectStore {
  /// S3 takes 10,000 parts of 5 MiB to 5 GiB, and objects of at most 5 TiB.
  static final PartSizes SIZES = new PartSizes(8 << 20, 4L << 30, 10_000);

  /// The longest that a signature of version 4 may live.
  private static final Duration LONGEST_LINK = Duration.ofDays(7);

  private final S3Location location;
  private final S3Connection connection;
  private final S3Bucket bucket;
  private final S3Reading reading;
  private final S3Listing listing;
  private final S3Retention retention;
  private final Lanes lanes = Lanes.forHeap();

  S3Store(S3Location location, S3Connection connection, S3Bucket bucket) {
    this.location = location;
    this.connection = connection;
    this.bucket = bucket;
    this.reading = new S3Reading(bucket, lanes);
    this.listing = new S3Listing(bucket);
    this.retention = new S3Retention(bucket, location.retention());
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    return bucket.stat(ObjectKey.require(key));
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    return reading.open(ObjectKey.require(key), offset);
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    return bucket.put(ObjectKey.require(key), Part.of(content, new Crc32c()), condition);
  }

  @Override
  public ObjectUpload upload(String key) {
    return new PartedUpload(key, new S3Parts(bucket, ObjectKey.require(key)), SIZES, lanes);
  }

  @Override
  public void delete(String key) {
    retention.delete(ObjectKey.require(key));
  }

  @Override
  public void retain(String key) {
    retention.retain(ObjectKey.require(key));
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    return listing.objects(ObjectKey.requirePrefix(prefix), startAfter);
  }

  @Override
  public Stream<String> children(String prefix) {
    return listing.children(ObjectKey.requireFolder(prefix));
  }

  @Override
  public Optional<URI> link(String key, Duration validity) {
    ObjectKey.require(key);
    if (validity.compareTo(LONGEST_LINK) > 0 || !validity.isPositive()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A link to " + bucket.place(key) + " cannot be valid for " + validity + ".",
          "S3 takes at most seven days.");
    }
    return Optional.of(
        S3Faults.translating("make a link to " + bucket.place(key), () -> sign(key, validity)));
  }

  private URI sign(String key, Duration validity) {
    try {
      return connection
          .presigner()
          .presignGetObject(
              link ->
                  link.signatureDuration(validity)
                      .getObjectRequest(
                          object -> object.bucket(bucket.name()).key(bucket.full(key))))
          .url()
          .toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int abandonUploads(Duration olderThan) {
    return new S3Sweep(bucket).abort(olderThan);
  }

  @Override
  public String describe() {
    return location.url();
  }

  @Override
  public void close() {
    connection.close();
  }
}
