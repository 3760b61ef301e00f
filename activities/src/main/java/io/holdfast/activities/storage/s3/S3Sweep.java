package io.holdfast.activities.storage.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    return (int) abandoned.stream().filter(this::isAborted).count();
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

  private boolean isAborted(MultipartUpload upload) {
    return S3Faults.translating(
        "give up an upload of " + bucket.place(bucket.key(upload.key())),
        () -> {
          try {
            var _ =
                bucket
                    .client()
                    .abortMultipartUpload(
                        request ->
                            request
                                .bucket(bucket.name())
                                .key(upload.key())
                                .uploadId(upload.uploadId()));
            return true;
          } catch (NoSuchUploadException _) {
            return false;
          }
        });
  }
}
