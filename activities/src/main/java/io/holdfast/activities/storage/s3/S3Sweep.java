package io.holdfast.activities.storage.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/// The giving up of uploads in parts that nobody finished.
final class S3Sweep {
  private final S3Bucket bucket;

  S3Sweep(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /// @param olderThan since they were begun, by the store's clock
  /// @return how many
  int abort(Duration olderThan) {
    Instant limit = Instant.now().minus(olderThan);
    List<MultipartUpload> abandoned =
        S3Faults.translating("list uploads", () -> begunBefore(limit));
    abandoned.forEach(this::abort);
    return abandoned.size();
  }

  private List<MultipartUpload> begunBefore(Instant limit) {
    // Without a prefix: MinIO finds only those whose whole name a prefix is.
    return bucket
        .client()
        .listMultipartUploadsPaginator(request -> request.bucket(bucket.name()))
        .uploads()
        .stream()
        .filter(upload -> upload.key().startsWith(bucket.full("")))
        .filter(upload -> upload.initiated().isBefore(limit))
        .toList();
  }

  private void abort(MultipartUpload upload) {
    String what = "give up an upload of " + bucket.place(bucket.key(upload.key()));
    try {
      var _ =
          bucket
              .client()
              .abortMultipartUpload(
                  request ->
                      request.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
    } catch (NoSuchUploadException _) {
      // Gone by a request of ours whose answer was lost, or by somebody else.
    } catch (SdkException e) {
      throw S3Faults.translate(what, e);
    }
  }
}
