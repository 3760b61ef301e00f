package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.activities.storage.transfer.RangedInputStream;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects, read in ranges that all belong to the version that the first one found.
final class S3Reading {
  /// The first range, before anybody knows how long the object is.
  private static final int FIRST = 1 << 20;

  private static final int CONDITION_FAILED = 412;
  private static final int NO_SUCH_RANGE = 416;

  private final S3Bucket bucket;
  private final Lanes lanes;

  S3Reading(S3Bucket bucket, Lanes lanes) {
    this.bucket = bucket;
    this.lanes = lanes;
  }

  /// As [io.holdfast.activities.storage.ObjectStore#read].
  Optional<InputStream> open(String key, long offset) {
    String what = "read " + bucket.place(key);
    try {
      S3Range first = get(key, offset, FIRST, Optional.empty());
      return Optional.of(
          new RangedInputStream(
              bucket.place(key),
              (from, length) -> readOn(key, from, length, first.version()),
              lanes,
              first.content(),
              offset,
              first.end()));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == NO_SUCH_RANGE) {
        // Behind the end, or the object is empty.
        return bucket.stat(key).map(_ -> InputStream.nullInputStream());
      }
      throw S3Faults.translate(what, e);
    } catch (SdkException e) {
      throw S3Faults.translate(what, e);
    }
  }

  private byte[] readOn(String key, long offset, int length, String version) {
    String what = "read on in " + bucket.place(key);
    try {
      return get(key, offset, length, Optional.of(version)).content();
    } catch (NoSuchKeyException e) {
      throw replaced(key, e);
    } catch (S3Exception e) {
      if (e.statusCode() == CONDITION_FAILED) {
        throw replaced(key, e);
      }
      throw S3Faults.translate(what, e);
    } catch (SdkException e) {
      throw S3Faults.translate(what, e);
    }
  }

  private S3Range get(String key, long offset, int most, Optional<String> version) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket.name())
            .key(bucket.full(key))
            .range("bytes=%d-%d".formatted(offset, offset + most - 1));
    version.ifPresent(request::ifMatch);
    return bucket
        .client()
        .getObject(request.build(), (answer, in) -> S3Range.receive(answer, in, offset, most));
  }

  private HoldfastException replaced(String key, S3Exception cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        bucket.place(key) + " was replaced while it was read.",
        "Read it again.",
        cause);
  }
}
