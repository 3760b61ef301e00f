package io.holdfast.activities.storage.s3;

import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The opening of objects for reading.
final class S3Reading {
  private static final int CONDITION_FAILED = 412;
  private static final int NO_SUCH_RANGE = 416;

  private final S3Bucket bucket;
  private final S3Client client;

  S3Reading(S3Bucket bucket) {
    this.bucket = bucket;
    this.client = bucket.client();
  }

  /// As [io.holdfast.activities.storage.ObjectStore#read].
  Optional<InputStream> open(String key, long offset) {
    String what = "read " + bucket.place(key);
    try {
      ResponseInputStream<GetObjectResponse> in = get(key, offset, Optional.empty());
      String version = in.response().eTag();
      return Optional.of(
          new ResumingInput(
              bucket.place(key), in, offset, position -> reopen(key, position, version)));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == NO_SUCH_RANGE) {
        return bucket.stat(key).map(_ -> InputStream.nullInputStream());
      }
      throw S3Faults.translate(what, e);
    } catch (SdkException e) {
      throw S3Faults.translate(what, e);
    }
  }

  private ResponseInputStream<GetObjectResponse> reopen(String key, long offset, String version) {
    try {
      return get(key, offset, Optional.of(version));
    } catch (NoSuchKeyException _) {
      throw ResumingInput.replaced(bucket.place(key));
    } catch (S3Exception e) {
      if (e.statusCode() == CONDITION_FAILED) {
        throw ResumingInput.replaced(bucket.place(key));
      }
      throw S3Faults.translate("read on in " + bucket.place(key), e);
    } catch (SdkException e) {
      throw S3Faults.translate("read on in " + bucket.place(key), e);
    }
  }

  private ResponseInputStream<GetObjectResponse> get(
      String key, long offset, Optional<String> version) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket.name()).key(bucket.full(key));
    version.ifPresent(request::ifMatch);
    // A range of nothing but the whole is refused for an empty object.
    if (offset > 0) {
      request.range("bytes=" + offset + "-");
    }
    ResponseInputStream<GetObjectResponse> in = client.getObject(request.build());
    if (offset > 0 && in.response().contentRange() == null) {
      in.abort();
      throw S3Faults.unavailable(
          "read " + bucket.place(key), "the store sent the whole object for a part of it", null);
    }
    return in;
  }
}
